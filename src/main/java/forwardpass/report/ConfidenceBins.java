package forwardpass.report;

import java.io.Serializable;

/**
 * Images by the confidence of their predictions, in ten bins of equal width, each without its lower
 * end and with its upper one.
 */
final class ConfidenceBins implements Serializable {
  private static final long serialVersionUID = 1;

  static final int COUNT = 10;

  private final long[] images = new long[COUNT];
  private final long[] labelled = new long[COUNT];
  private final long[] correct = new long[COUNT];
  private final double[] confidence = new double[COUNT];

  void add(double confident, boolean isLabelled, boolean isCorrect) {
    int bin = Math.max(0, Math.min(COUNT - 1, (int) Math.ceil(confident * COUNT) - 1));
    images[bin]++;
    confidence[bin] += confident;
    labelled[bin] += isLabelled ? 1 : 0;
    correct[bin] += isLabelled && isCorrect ? 1 : 0;
  }

  void addAll(ConfidenceBins other) {
    for (int bin = 0; bin < COUNT; bin++) {
      images[bin] += other.images[bin];
      labelled[bin] += other.labelled[bin];
      correct[bin] += other.correct[bin];
      confidence[bin] += other.confidence[bin];
    }
  }

  /** The confidence that a bin begins above. */
  static double above(int bin) {
    return (double) bin / COUNT;
  }

  /** The confidence that a bin ends with. */
  static double upTo(int bin) {
    return (bin + 1.0) / COUNT;
  }

  long images(int bin) {
    return images[bin];
  }

  long labelled(int bin) {
    return labelled[bin];
  }

  /** Not a number where a bin has no images. */
  double meanConfidence(int bin) {
    return confidence[bin] / images[bin];
  }

  /** Not a number where a bin has no labelled images. */
  double accuracy(int bin) {
    return (double) correct[bin] / labelled[bin];
  }
}
