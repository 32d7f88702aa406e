package forwardpass.job.tallies;

import com.fasterxml.jackson.annotation.JsonInclude;
import forwardpass.report.Tally;
import forwardpass.scoring.CountAccumulator;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How far the numbers of a regression are from the labels.
 *
 * @param labelled how many images have a label
 * @param sum of the squares of their errors
 * @param unknown how many images more there are of whose errors nothing was kept
 */
public record SquaredErrors(
    long labelled, double sum, @JsonInclude(JsonInclude.Include.NON_DEFAULT) long unknown) {
  /** Of no images. */
  public static final SquaredErrors NONE = new SquaredErrors(0, 0, 0);

  /** Of images that an earlier version scored. */
  public static SquaredErrors unknown(long images) {
    return new SquaredErrors(0, 0, images);
  }

  /** What the first network of a pass is off by; empty where it is no regression or not tallied. */
  public static Optional<SquaredErrors> of(CountAccumulator counts) {
    return Optional.ofNullable(counts.tallies()).flatMap(tallies -> of(tallies.of(0)));
  }

  /** Empty where the tally is of no regression. */
  public static Optional<SquaredErrors> of(Tally tally) {
    return tally.isRegression()
        ? Optional.of(new SquaredErrors(tally.compared(), tally.squaredErrors(), 0))
        : Optional.empty();
  }

  /** Both together. */
  public SquaredErrors plus(SquaredErrors other) {
    return new SquaredErrors(labelled + other.labelled, sum + other.sum, unknown + other.unknown);
  }

  /** Of all images that have a label; empty where none has, or where some are not known. */
  public OptionalDouble mean() {
    return labelled == 0 || unknown > 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(sum / labelled);
  }
}
