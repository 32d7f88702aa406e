package forwardpass.report.page;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What to know first: how good it was, how much was read, and how much of that was refused. */
final class SummarySections {
  /** As the page calls the metrics of {@code report.json}. */
  private static final Map<String, String> NAMES = new LinkedHashMap<>();

  static {
    NAMES.put("log_loss", "log loss");
    NAMES.put("top2_accuracy", "top-2 accuracy");
    NAMES.put("top3_accuracy", "top-3 accuracy");
    NAMES.put("macro_precision", "macro precision");
    NAMES.put("macro_recall", "macro recall");
    NAMES.put("macro_f1", "macro F1");
    NAMES.put("expected_calibration_error", "expected calibration error");
    NAMES.put("mse", "mean squared error");
    NAMES.put("mae", "mean absolute error");
    NAMES.put("r2", "R²");
  }

  private SummarySections() {}

  static Markup headline(Map<String, Object> metrics) {
    if (metrics.containsKey("mse") && !metrics.containsKey("accuracy")) {
      return Markup.of(
          "Mean squared error %.6g over %,d images", metrics.get("mse"), metrics.get("count"));
    }
    return metrics.containsKey("accuracy")
        ? Markup.of(
            "Accuracy %.4f: %,d of %,d right",
            metrics.get("accuracy"), metrics.get("correct"), metrics.get("count"))
        : new Markup("No labels: predictions, and no accuracy");
  }

  /** How sure the accuracy is. */
  static Markup confidence(Map<String, Object> metrics) {
    return metrics.get("accuracy_interval_95") instanceof double[] ends
        ? Markup.of(
            "<p>With 95%% confidence the accuracy on such images lies between %.4f and %.4f (Wilson's interval, for images that are a random sample).</p>\n",
            ends[0], ends[1])
        : Markup.NONE;
  }

  /** What makes the figures doubtful. */
  static Markup warnings(List<String> warnings) {
    return Markup.join(
        warnings.stream()
            .map(
                warning ->
                    Markup.of("<p class=\"warning\"><strong>Warning.</strong> %s.</p>\n", warning))
            .toList());
  }

  static Markup rows(Map<String, Object> rows) {
    List<Markup> said = new ArrayList<>();
    said.add(
        Markup.of(
            "<p>%,d records read: %,d scored, %,d refused.</p>\n",
            rows.get("read"), rows.get("scored"), rows.get("refused")));
    ((Map<?, ?>) rows.get("refused_by_reason"))
        .forEach(
            (reason, count) -> said.add(Markup.of("<p>Refused, %,d: %s</p>\n", count, reason)));
    return Markup.join(said);
  }

  private static Markup noteOnErrors(Map<String, Object> metrics) {
    return metrics.containsKey("mse") && metrics.containsKey("accuracy")
        ? new Markup(
            "<p>Errors, and R², are those of the outputs as they are beside 1 for the label and 0 for all other classes.</p>\n")
        : Markup.NONE;
  }

  static Optional<Section> metrics(Map<String, Object> metrics) {
    HtmlTable table =
        HtmlTable.of(
            "Of the labelled images", HtmlTable.textColumn("metric"), HtmlTable.column("value"));
    boolean isEmpty = true;
    for (Map.Entry<String, String> name : NAMES.entrySet()) {
      if (metrics.containsKey(name.getKey())) {
        isEmpty = false;
        table.row(
            HtmlTable.textHeading(name.getValue()),
            HtmlTable.cell("%.6f", metrics.get(name.getKey())));
      }
    }
    return isEmpty
        ? Optional.empty()
        : Optional.of(
            new Section("Metrics", Markup.of("%s%s", table.html(), noteOnErrors(metrics))));
  }
}
