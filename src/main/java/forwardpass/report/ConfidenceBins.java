package forwardpass.report;

import java.io.Serializable;

/**
 * Images by the confidence of their predictions, in ten bins of equal width, each without its lower
 * end and with its upper one.
 */
public final class ConfidenceBins implements Serializable {
  private static final long serialVersionUID = 1;

  public static final int COUNT = 10;

  private final long[] labelled = new long[COUNT];
  private final long[] unlabelled = new long[COUNT];
  private final long[] correct = new long[COUNT];
  private final double[] labelledConfidence = new double[COUNT];
  private final double[] unlabelledConfidence = new double[COUNT];

  void add(double confidence, boolean isLabelled, boolean isCorrect) {
    int bin = bin(confidence * COUNT);
    if (isLabelled) {
      labelled[bin]++;
      labelledConfidence[bin] += confidence;
      correct[bin] += isCorrect ? 1 : 0;
    } else {
      unlabelled[bin]++;
      unlabelledConfidence[bin] += confidence;
    }
  }

  /** Most are in the last one, which is told apart first. */
  private static int bin(double widths) {
    return widths > COUNT - 1 ? COUNT - 1 : Math.max(0, (int) Math.ceil(widths) - 1);
  }

  void addAll(ConfidenceBins other) {
    for (int bin = 0; bin < COUNT; bin++) {
      labelled[bin] += other.labelled[bin];
      unlabelled[bin] += other.unlabelled[bin];
      correct[bin] += other.correct[bin];
      labelledConfidence[bin] += other.labelledConfidence[bin];
      unlabelledConfidence[bin] += other.unlabelledConfidence[bin];
    }
  }

  /** The confidence that a bin begins above. */
  public static double above(int bin) {
    return (double) bin / COUNT;
  }

  /** The confidence that a bin ends with. */
  public static double upTo(int bin) {
    return (bin + 1.0) / COUNT;
  }

  public long images(int bin) {
    return labelled[bin] + unlabelled[bin];
  }

  public long labelled(int bin) {
    return labelled[bin];
  }

  /** Not a number where a bin has no images. */
  public double meanConfidence(int bin) {
    return (labelledConfidence[bin] + unlabelledConfidence[bin]) / images(bin);
  }

  /** That of the labelled images; not a number where a bin has none. */
  public double meanLabelledConfidence(int bin) {
    return labelledConfidence[bin] / labelled[bin];
  }

  /** Not a number where a bin has no labelled images. */
  public double accuracy(int bin) {
    return (double) correct[bin] / labelled[bin];
  }

  /**
   * The expected calibration error: the mean distance of confidence from accuracy, each bin by its
   * share of the labelled images, and of those images only. Not a number where there are none.
   */
  double calibrationError() {
    double distances = 0;
    long images = 0;
    for (int bin = 0; bin < COUNT; bin++) {
      distances += Math.abs(correct[bin] - labelledConfidence[bin]);
      images += labelled[bin];
    }
    return distances / images;
  }
}
