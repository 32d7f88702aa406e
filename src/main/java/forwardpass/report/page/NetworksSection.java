package forwardpass.report.page;

import forwardpass.report.Metrics;
import forwardpass.report.Report;
import forwardpass.report.RunReports;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Several networks beside each other. */
final class NetworksSection {
  private static final List<String> FIGURES =
      List.of("accuracy", "macro_f1", "log_loss", "expected_calibration_error");

  private NetworksSection() {}

  static Markup headline(RunReports run) {
    List<String> each = new ArrayList<>();
    for (int i = 0; i < run.names().size(); i++) {
      each.add(
          run.names().get(i)
              + ": "
              + SummarySections.headline(metrics(run.networks().get(i))).html());
    }
    return Markup.of("%s", String.join("; ", each));
  }

  /** Empty where there is but one. */
  static Optional<Section> of(RunReports run) {
    if (!run.areSeveral()) {
      return Optional.empty();
    }
    HtmlTable table =
        HtmlTable.of(
            "Networks that scored the same images",
            HtmlTable.textColumn("network"),
            Stream.concat(
                    FIGURES.stream().map(name -> HtmlTable.column(name.replace('_', ' '))),
                    Stream.of(HtmlTable.column("accuracy, 95% confidence")))
                .toArray(Markup[]::new));
    for (int i = 0; i < run.names().size(); i++) {
      Map<String, Object> metrics = metrics(run.networks().get(i));
      table.row(
          HtmlTable.textHeading(run.names().get(i)),
          Stream.concat(
                  FIGURES.stream().map(name -> HtmlTable.cell("%.6f", metrics.get(name))),
                  Stream.of(interval(metrics)))
              .toArray(Markup[]::new));
    }
    List<Markup> said =
        run.comparisons().stream().map(text -> Markup.of("<p>%s.</p>\n", text)).toList();
    return Optional.of(new Section("Networks", Markup.of("%s%s", table.html(), Markup.join(said))));
  }

  private static Markup interval(Map<String, Object> metrics) {
    return metrics.get("accuracy_interval_95") instanceof double[] ends
        ? Markup.of("<td>%.4f to %.4f</td>", ends[0], ends[1])
        : new Markup("<td></td>");
  }

  private static Map<String, Object> metrics(Report report) {
    return Metrics.of(report.tally(), report.classes());
  }
}
