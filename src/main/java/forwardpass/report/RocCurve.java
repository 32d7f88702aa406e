package forwardpass.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The ROC curve of a network with one output, by thresholds of a thousandth; the area under it is
 * by trapezoids, so that images of equal score count one half.
 */
final class RocCurve {
  private RocCurve() {}

  static Map<String, Object> of(BinaryScores scores) {
    long positives = 0;
    long negatives = 0;
    for (int step = 0; step <= BinaryScores.STEPS; step++) {
      positives += scores.positives(step);
      negatives += scores.negatives(step);
    }
    List<List<Double>> points = new ArrayList<>();
    points.add(List.of(0.0, 0.0));
    double area = 0;
    long truePositives = 0;
    long falsePositives = 0;
    for (int step = BinaryScores.STEPS; step >= 0; step--) {
      if (scores.positives(step) + scores.negatives(step) == 0) {
        continue;
      }
      area += scores.negatives(step) * (truePositives + scores.positives(step) / 2.0);
      truePositives += scores.positives(step);
      falsePositives += scores.negatives(step);
      points.add(
          List.of(
              negatives == 0 ? 0.0 : (double) falsePositives / negatives,
              positives == 0 ? 0.0 : (double) truePositives / positives));
    }
    Map<String, Object> roc = new LinkedHashMap<>();
    roc.put("threshold", 0.5);
    if (positives > 0 && negatives > 0) {
      roc.put("auc", area / ((double) positives * negatives));
    }
    roc.put("points_false_positive_rate_true_positive_rate", points);
    return roc;
  }
}
