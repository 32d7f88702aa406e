package forwardpass.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The figures of {@code report.json}, under its keys: those of scikit-learn where it has them.
 * Precision of a class that is never predicted is 0, as is recall of one that no label names.
 */
final class Metrics {
  private Metrics() {}

  static Map<String, Object> of(Tally tally) {
    Map<String, Object> metrics = new LinkedHashMap<>();
    if (tally.isRegression()) {
      addErrors(tally, metrics);
      metrics.put("predictions", tally.numbers().described());
      return metrics;
    }
    long labelled = tally.within(tally.classes());
    if (labelled > 0) {
      long correct = tally.within(1);
      metrics.put("correct", correct);
      metrics.put("count", labelled);
      metrics.put("accuracy", (double) correct / labelled);
      metrics.put("log_loss", tally.logLoss() / labelled);
      metrics.put("top2_accuracy", (double) tally.within(2) / labelled);
      metrics.put("top3_accuracy", (double) tally.within(3) / labelled);
      List<Map<String, Object>> classes = perClass(tally);
      metrics.put("macro_precision", mean(classes, "precision"));
      metrics.put("macro_recall", mean(classes, "recall"));
      metrics.put("macro_f1", mean(classes, "f1"));
      metrics.put("per_class", classes);
      metrics.put("confusion_matrix_rows_label_columns_prediction", confusion(tally));
      metrics.put("expected_calibration_error", calibrationError(tally, labelled));
      addErrors(tally, metrics);
    }
    metrics.put("predicted_per_class", predicted(tally));
    metrics.put("confidence", confidence(tally));
    if (tally.isBinary() && labelled > 0) {
      metrics.put("roc", RocCurve.of(tally));
    }
    return metrics;
  }

  private static List<Map<String, Object>> perClass(Tally tally) {
    List<Map<String, Object>> classes = new ArrayList<>();
    for (int k = 0; k < tally.classes(); k++) {
      long support = 0;
      long predicted = 0;
      for (int other = 0; other < tally.classes(); other++) {
        support += tally.confusion(k, other);
        predicted += tally.confusion(other, k);
      }
      double right = tally.confusion(k, k);
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("class", tally.number(k));
      one.put("precision", predicted == 0 ? 0.0 : right / predicted);
      one.put("recall", support == 0 ? 0.0 : right / support);
      one.put("f1", support + predicted == 0 ? 0.0 : 2 * right / (support + predicted));
      one.put("support", support);
      classes.add(one);
    }
    return classes;
  }

  private static void addErrors(Tally tally, Map<String, Object> metrics) {
    OutputErrors errors = tally.errors();
    if (errors != null && errors.count() > 0) {
      metrics.put("count", errors.count());
      errors.describe(metrics);
    }
  }

  private static double mean(List<Map<String, Object>> classes, String name) {
    return classes.stream().mapToDouble(each -> (Double) each.get(name)).average().orElse(0);
  }

  private static List<List<Long>> confusion(Tally tally) {
    List<List<Long>> rows = new ArrayList<>();
    for (int label = 0; label < tally.classes(); label++) {
      List<Long> row = new ArrayList<>();
      for (int prediction = 0; prediction < tally.classes(); prediction++) {
        row.add(tally.confusion(label, prediction));
      }
      rows.add(row);
    }
    return rows;
  }

  private static List<Long> predicted(Tally tally) {
    List<Long> predicted = new ArrayList<>();
    for (int k = 0; k < tally.classes(); k++) {
      predicted.add(tally.predicted(k));
    }
    return predicted;
  }

  /** The mean distance of confidence from accuracy, each bin by its share of the images. */
  private static double calibrationError(Tally tally, long labelled) {
    ConfidenceBins bins = tally.bins();
    double error = 0;
    for (int bin = 0; bin < ConfidenceBins.COUNT; bin++) {
      if (bins.labelled(bin) > 0) {
        double distance = Math.abs(bins.accuracy(bin) - bins.meanConfidence(bin));
        error += distance * bins.labelled(bin) / labelled;
      }
    }
    return error;
  }

  private static List<Map<String, Object>> confidence(Tally tally) {
    ConfidenceBins bins = tally.bins();
    List<Map<String, Object>> described = new ArrayList<>();
    for (int bin = 0; bin < ConfidenceBins.COUNT; bin++) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("above", ConfidenceBins.above(bin));
      one.put("up_to", ConfidenceBins.upTo(bin));
      one.put("images", bins.images(bin));
      if (bins.images(bin) > 0) {
        one.put("mean_confidence", bins.meanConfidence(bin));
      }
      if (bins.labelled(bin) > 0) {
        one.put("accuracy", bins.accuracy(bin));
      }
      described.add(one);
    }
    return described;
  }
}
