package forwardpass.chapter;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Softmax in float64, the type that the chapter's digits are of. The networks' own, {@link
 * forwardpass.nn.Activation#SOFTMAX}, is the shifted one in float32.
 *
 * @param a what it is the softmax of
 */
record Softmax(double[] a) {
  /** exp(a[k]) / sum over j of exp(a[j]): not a number where an exponential overflows. */
  double[] naive() {
    return ofExponentials(0);
  }

  /** exp(a[k] - m) / sum over j of exp(a[j] - m), where m is the largest. */
  double[] shifted() {
    return ofExponentials(Arrays.stream(a).max().orElse(0));
  }

  private double[] ofExponentials(double shift) {
    double[] exponentials = Arrays.stream(a).map(value -> Math.exp(value - shift)).toArray();
    double sum = sum(exponentials);
    return Arrays.stream(exponentials).map(exponential -> exponential / sum).toArray();
  }

  /**
   * Added one by one, as NumPy adds fewer than eight: a DoubleStream would make up for roundings.
   */
  static double sum(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum;
  }

  /** The places of some values, that of the largest first; equal ones stay in their order. */
  static List<Integer> largestFirst(double[] values) {
    return IntStream.range(0, values.length)
        .boxed()
        .sorted(Comparator.comparingDouble(place -> -values[place]))
        .toList();
  }
}
