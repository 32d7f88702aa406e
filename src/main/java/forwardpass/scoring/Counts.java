package forwardpass.scoring;

import java.io.Serializable;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * What was scored.
 *
 * @param images how many images
 * @param labelled how many of them have a label that is a class
 * @param correct how many of those have the label that the network predicts
 * @param refused how many more records there are that could not be scored
 * @param blas what multiplied the matrices, by name, in the order of names: more than one where
 *     machines differ
 */
public record Counts(long images, long labelled, long correct, long refused, Set<String> blas)
    implements Serializable {
  /** Nothing scored yet. */
  public static final Counts NONE = new Counts(0, 0, 0, 0, Set.of());

  public Counts {
    blas = Collections.unmodifiableSortedSet(new TreeSet<>(blas));
  }

  /** Both together. */
  public Counts plus(Counts other) {
    Set<String> both = new TreeSet<>(blas);
    both.addAll(other.blas);
    return new Counts(
        images + other.images,
        labelled + other.labelled,
        correct + other.correct,
        refused + other.refused,
        both);
  }

  /**
   * The share of labelled images that are predicted right, without trailing zeros, such as {@code
   * 0.9352}; all of them is {@code 1.0}.
   *
   * @throws ArithmeticException where no image has a label
   */
  public String accuracy() {
    if (labelled == 0) {
      throw new ArithmeticException("no image has a label");
    }
    BigDecimal exact = BigDecimal.valueOf((double) correct / labelled).stripTrailingZeros();
    return exact.setScale(Math.max(1, exact.scale())).toPlainString();
  }
}
