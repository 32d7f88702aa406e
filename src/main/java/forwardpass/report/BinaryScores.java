package forwardpass.report;

import java.io.Serializable;

/** Labelled images of a network with one output, by that output, in steps of a thousandth. */
final class BinaryScores implements Serializable {
  private static final long serialVersionUID = 1;

  /** Steps of a probability that a ROC curve tells apart. */
  static final int STEPS = 1000;

  private final long[] negatives = new long[STEPS + 1];
  private final long[] positives = new long[STEPS + 1];

  void add(float output, int label) {
    int step = (int) (STEPS * Math.max(0, Math.min(1, output)));
    (label == 1 ? positives : negatives)[step]++;
  }

  void addAll(BinaryScores other) {
    for (int step = 0; step <= STEPS; step++) {
      negatives[step] += other.negatives[step];
      positives[step] += other.positives[step];
    }
  }

  /** Images of class 1. */
  long positives(int step) {
    return positives[step];
  }

  /** Images of class 0. */
  long negatives(int step) {
    return negatives[step];
  }
}
