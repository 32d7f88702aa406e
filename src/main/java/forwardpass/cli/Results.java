package forwardpass.cli;

import forwardpass.job.Networks;
import forwardpass.job.tallies.SquaredErrors;
import forwardpass.scoring.Counts;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What is said of a job that is done.
 *
 * @param errors none where the network is no regression
 */
record Results(Counts counts, Networks networks, Optional<SquaredErrors> errors) {
  /** The lines of stdout: one for each network, where images have labels. */
  List<String> measures() {
    OptionalDouble error = errors.map(SquaredErrors::mean).orElse(OptionalDouble.empty());
    if (error.isPresent()) {
      return List.of("MSE: " + error.getAsDouble());
    }
    if (counts.labelled() == 0) {
      return List.of();
    }
    return ofNetworks()
        .mapToObj(
            i ->
                "Accuracy%s: %s"
                    .formatted(
                        networks.areSeveral() ? " " + networks.names().get(i) : "",
                        counts.of(i).accuracy()))
        .toList();
  }

  /** What computed them, in words. */
  String computed() {
    return counts.blas().isEmpty() ? "no BLAS" : String.join(" and ", counts.blas());
  }

  /** How many records were refused, to follow other words; nothing where none was. */
  String refused() {
    return counts.refused() == 0
        ? ""
        : String.format(
            Locale.ROOT,
            "; %,d of %,d records refused",
            counts.refused(),
            counts.images() + counts.refused());
  }

  /** How many images are predicted right, for each network; of a regression its error. */
  String right() {
    return errors.isPresent() ? error(errors.get()) : ofClasses();
  }

  private String error(SquaredErrors of) {
    if (of.unknown() > 0) {
      return String.format(
          Locale.ROOT,
          "no mean squared error: an earlier version scored %,d of the %,d images and kept no errors of theirs; to have it, score all into another --output",
          of.unknown(),
          counts.images());
    }
    OptionalDouble mean = of.mean();
    return mean.isPresent() ? "mean squared error " + mean.getAsDouble() : "no labels";
  }

  private String ofClasses() {
    return counts.labelled() == 0
        ? "no labels"
        : ofNetworks()
            .mapToObj(i -> networks.titled(i, right(counts.of(i))))
            .collect(Collectors.joining("; "));
  }

  private static String right(Counts counts) {
    String right =
        String.format(Locale.ROOT, "%,d of %,d right", counts.correct(), counts.labelled());
    long unlabelled = counts.images() - counts.labelled();
    return unlabelled == 0
        ? right
        : right + String.format(Locale.ROOT, ", %,d without a label", unlabelled);
  }

  private IntStream ofNetworks() {
    return IntStream.range(0, networks.names().size());
  }
}
