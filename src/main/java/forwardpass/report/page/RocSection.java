package forwardpass.report.page;

import forwardpass.report.Report;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The ROC curve of a network with one output. */
final class RocSection {
  private RocSection() {}

  static Optional<Section> of(Report report, Map<String, Object> metrics) {
    if (!(metrics.get("roc") instanceof Map<?, ?> roc)) {
      return Optional.empty();
    }
    Chart chart = new Chart("ROC curve");
    chart.diagonal();
    chart.line((List<?>) roc.get("points_false_positive_rate_true_positive_rate"));
    return Optional.of(
        new Section(
            "ROC curve",
            Markup.of(
                "<p>Class %s is predicted from an output of %.1f upwards. %s</p>\n%s",
                report.classes().titled(report.tally().number(1)),
                roc.get("threshold"),
                roc.get("auc") == null
                    ? "There is no area under the curve: only one of the two classes has images."
                    : Markup.of("Area under the curve: %.6f.", roc.get("auc")),
                chart.svg("false positive rate", "true positive rate"))));
  }
}
