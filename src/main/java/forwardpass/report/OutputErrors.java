package forwardpass.report;

import java.io.Serializable;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * How far outputs are from what they should be, as for a regression: a single output from the
 * label, several from 1 for the label's and 0 for all others. The figures are those of
 * scikit-learn, the plain average over the outputs.
 */
final class OutputErrors implements Serializable {
  private static final long serialVersionUID = 1;

  private final int width;
  private final Moments[] targets;
  private final double[] squared;
  private final double[] absolute;

  /**
   * @param width how many outputs there are for each image
   */
  OutputErrors(int width) {
    this.width = width;
    targets = IntStream.range(0, width).mapToObj(k -> new Moments()).toArray(Moments[]::new);
    squared = new double[width];
    absolute = new double[width];
  }

  /**
   * @param start where the outputs of the image begin
   */
  void add(float[] outputs, int start, double label) {
    for (int k = 0; k < width; k++) {
      double target = width == 1 ? label : k == label ? 1 : 0;
      double error = outputs[start + k] - target;
      targets[k].add(target);
      squared[k] += error * error;
      absolute[k] += Math.abs(error);
    }
  }

  void addAll(OutputErrors other) {
    for (int k = 0; k < width; k++) {
      targets[k].addAll(other.targets[k]);
      squared[k] += other.squared[k];
      absolute[k] += other.absolute[k];
    }
  }

  /** How many images have a label. */
  long count() {
    return targets[0].count();
  }

  double meanSquared() {
    return IntStream.range(0, width).mapToDouble(k -> squared[k] / count()).average().orElse(0);
  }

  /** Under the keys of {@code report.json}. */
  void describe(Map<String, Object> metrics) {
    metrics.put("mse", meanSquared());
    metrics.put(
        "mae",
        IntStream.range(0, width).mapToDouble(k -> absolute[k] / count()).average().orElse(0));
    metrics.put(
        "r2", IntStream.range(0, width).mapToDouble(this::determination).average().orElse(0));
  }

  /** R² of an output; where all targets are the same, 1 for no error and 0 for any. */
  private double determination(int k) {
    double spread = targets[k].squares();
    return spread > 0 ? 1 - squared[k] / spread : squared[k] == 0 ? 1 : 0;
  }
}
