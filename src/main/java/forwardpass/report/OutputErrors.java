package forwardpass.report;

import forwardpass.report.input.Moments;
import java.io.Serializable;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * How far outputs are from what they should be, as for a regression: a single output from the
 * label, several from 1 for the label's and 0 for all others. The figures are those of
 * scikit-learn, the plain average over the outputs.
 */
final class OutputErrors implements Serializable {
  private static final long serialVersionUID = 1;

  /** Bytes for each output. */
  static final int BYTES = 2 * Double.BYTES + Long.BYTES;

  private final int width;
  private final Moments labels = new Moments();
  private final long[] ones;
  private final double[] squared;
  private final double[] absolute;

  /**
   * @param width how many outputs there are for each image
   */
  OutputErrors(int width) {
    this.width = width;
    ones = new long[width];
    squared = new double[width];
    absolute = new double[width];
  }

  /**
   * @param start where the outputs of the image begin
   */
  void add(float[] outputs, int start, double label) {
    labels.add(label);
    if (width > 1) {
      ones[(int) label]++;
    }
    for (int k = 0; k < width; k++) {
      double error = outputs[start + k] - (width == 1 ? label : k == label ? 1 : 0);
      squared[k] += error * error;
      absolute[k] += Math.abs(error);
    }
  }

  void addAll(OutputErrors other) {
    labels.addAll(other.labels);
    for (int k = 0; k < width; k++) {
      ones[k] += other.ones[k];
      squared[k] += other.squared[k];
      absolute[k] += other.absolute[k];
    }
  }

  /** How many images have a label. */
  long count() {
    return labels.count();
  }

  /** The sum of the squared errors of an output. */
  double squared(int output) {
    return squared[output];
  }

  private double meanSquared() {
    return mean(k -> squared[k] / count());
  }

  /** Under the keys of {@code report.json}. */
  void describe(Map<String, Object> metrics) {
    metrics.put("mse", meanSquared());
    metrics.put("mae", mean(k -> absolute[k] / count()));
    metrics.put("r2", mean(this::determination));
  }

  private double mean(IntToDoubleFunction figure) {
    return IntStream.range(0, width).mapToDouble(figure).average().orElse(0);
  }

  /** R² of an output; where all targets are the same, 1 for no error and 0 for any. */
  private double determination(int k) {
    double spread =
        width == 1 ? labels.squares() : (double) ones[k] * (count() - ones[k]) / count();
    return spread > 0 ? 1 - squared[k] / spread : squared[k] == 0 ? 1 : 0;
  }
}
