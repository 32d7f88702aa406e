package forwardpass.report;

import forwardpass.model.ClassNumbers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * The figures of {@code report.json}, under its keys: those of scikit-learn where it has them.
 * Precision of a class that is never predicted is 0, as is recall of one that no label names. Macro
 * averages are over the classes that any label or any prediction for a labelled image names. The
 * log loss takes probabilities below {@link ClassTally#EPSILON} for that; those of several sigmoids
 * are divided by their sum before.
 */
public final class Metrics {
  private Metrics() {}

  public static Map<String, Object> of(Tally tally, ClassNumbers classes) {
    Map<String, Object> metrics = new LinkedHashMap<>();
    if (tally.isRegression()) {
      addErrors(tally, metrics);
      metrics.put("predictions", tally.numbers().described());
      return metrics;
    }
    ClassTally classified = tally.classified();
    ClassCounts counts = classified.counts();
    if (classified.labelled() > 0) {
      addLabelled(tally, classes, metrics);
      addErrors(tally, metrics);
    }
    metrics.put(
        "predicted_per_class",
        LongStream.range(0, counts.classes()).map(k -> counts.predicted((int) k)).toArray());
    metrics.put("confidence", confidence(classified.bins()));
    if (classified.scores() != null && classified.labelled() > 0) {
      metrics.put("roc", RocCurve.of(classified.scores()));
    }
    return metrics;
  }

  private static void addLabelled(Tally tally, ClassNumbers classes, Map<String, Object> metrics) {
    ClassTally classified = tally.classified();
    long labelled = classified.labelled();
    ClassCounts counts = classified.counts();
    metrics.put("correct", classified.within(1));
    metrics.put("count", labelled);
    metrics.put("accuracy", (double) classified.within(1) / labelled);
    metrics.put("accuracy_interval_95", WilsonInterval.of(classified.within(1), labelled).ends());
    metrics.put("log_loss", classified.logLoss() / labelled);
    metrics.put("top2_accuracy", (double) classified.within(2) / labelled);
    metrics.put("top3_accuracy", (double) classified.within(3) / labelled);
    metrics.put("macro_precision", mean(counts, counts::precision));
    metrics.put("macro_recall", mean(counts, counts::recall));
    metrics.put("macro_f1", mean(counts, counts::f1));
    metrics.put("per_class", perClass(tally, classes));
    ConfusionList.describe(tally, metrics);
    metrics.put("expected_calibration_error", classified.bins().calibrationError());
  }

  private static double mean(ClassCounts counts, IntToDoubleFunction figure) {
    return IntStream.range(0, counts.classes())
        .filter(counts::isPresent)
        .mapToDouble(figure)
        .average()
        .orElse(0);
  }

  private static List<Map<String, Object>> perClass(Tally tally, ClassNumbers numbers) {
    ClassCounts counts = tally.classified().counts();
    boolean areMany = counts.classes() > ConfusionList.FEW;
    DoubleUnaryOperator told = areMany ? Metrics::rounded : DoubleUnaryOperator.identity();
    List<Map<String, Object>> classes = new ArrayList<>();
    for (int k = 0; k < counts.classes(); k++) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("class", tally.number(k));
      if (!areMany) { // else class_names alone has them
        numbers.name(tally.number(k)).ifPresent(name -> one.put("name", name));
      }
      one.put("precision", told.applyAsDouble(counts.precision(k)));
      one.put("recall", told.applyAsDouble(counts.recall(k)));
      one.put("f1", told.applyAsDouble(counts.f1(k)));
      one.put("support", counts.labelled(k));
      counts
          .recallInterval(k)
          .map(recall -> Arrays.stream(recall.ends()).map(told).toArray())
          .ifPresent(ends -> one.put("recall_interval_95", ends));
      classes.add(one);
    }
    return classes;
  }

  /** So that the figures of ten thousand classes stay small; counts can be told from it still. */
  private static double rounded(double figure) {
    return Math.rint(figure * 1e9) / 1e9;
  }

  private static void addErrors(Tally tally, Map<String, Object> metrics) {
    OutputErrors errors = tally.errors();
    if (errors != null && errors.count() > 0) {
      metrics.put("count", errors.count());
      errors.describe(metrics);
    }
  }

  private static List<Map<String, Object>> confidence(ConfidenceBins bins) {
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
        one.put("labelled", bins.labelled(bin));
        one.put("mean_confidence_of_labelled", bins.meanLabelledConfidence(bin));
        one.put("accuracy", bins.accuracy(bin));
      }
      described.add(one);
    }
    return described;
  }
}
