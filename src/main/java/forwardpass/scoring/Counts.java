package forwardpass.scoring;

import java.io.Serializable;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * What was scored.
 *
 * @param images how many images
 * @param labelled how many of them have a label that is a class
 * @param correct how many of those have the label that the first network predicts
 * @param refused how many more records there are that could not be scored
 * @param blas what multiplied the matrices, by name, in the order of names: more than one where
 *     machines differ
 * @param alsoCorrect as {@code correct}, of each further network
 */
public record Counts(
    long images,
    long labelled,
    long correct,
    long refused,
    Set<String> blas,
    List<Long> alsoCorrect)
    implements Serializable {
  /** Nothing scored yet. */
  public static final Counts NONE = new Counts(0, 0, 0, 0, Set.of());

  public Counts {
    blas = Collections.unmodifiableSortedSet(new TreeSet<>(blas));
    alsoCorrect = List.copyOf(alsoCorrect);
  }

  /** Of one network. */
  public Counts(long images, long labelled, long correct, long refused, Set<String> blas) {
    this(images, labelled, correct, refused, blas, List.of());
  }

  /**
   * Of several networks.
   *
   * @param correct of each
   */
  static Counts of(long images, long labelled, long refused, Set<String> blas, long... correct) {
    List<Long> others = Arrays.stream(correct).skip(1).boxed().toList();
    return new Counts(images, labelled, correct[0], refused, blas, others);
  }

  /** Of one of the networks alone. */
  public Counts of(int network) {
    return new Counts(images, labelled, correct(network), refused, blas);
  }

  /** Nothing may have been counted of it. */
  private long correct(int network) {
    if (network == 0) {
      return correct;
    }
    return network <= alsoCorrect.size() ? alsoCorrect.get(network - 1) : 0;
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
        both,
        IntStream.rangeClosed(1, Math.max(alsoCorrect.size(), other.alsoCorrect.size()))
            .mapToObj(network -> correct(network) + other.correct(network))
            .toList());
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
