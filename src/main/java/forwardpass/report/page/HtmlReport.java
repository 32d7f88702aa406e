package forwardpass.report.page;

import forwardpass.report.Metrics;
import forwardpass.report.Report;
import forwardpass.report.RunReports;
import forwardpass.report.Tally;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The report as a page: tables that a screen reader reads, nothing fetched, no script. */
public final class HtmlReport {
  private static final String STYLE = "report.css";

  private HtmlReport() {}

  public static String page(Report report) {
    return page(RunReports.of(report));
  }

  /** The same of several networks: what is of one is under its name. */
  public static String page(RunReports run) {
    Report report = run.first();
    List<Section> sections = sections(run);
    Map<String, Object> metrics = Metrics.of(report.tally(), report.classes());
    Markup headline =
        run.areSeveral() ? NetworksSection.headline(run) : SummarySections.headline(metrics);
    return Markup.of(
            """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
            <title>%s - Forwardpass report</title>
            <style>
            %s</style>
            </head>
            <body>
            <header>
            <h1>Forwardpass report</h1>
            <p class="headline">%s</p>
            %s%s%s</header>
            <nav aria-label="Contents">
            <ul>
            %s</ul>
            </nav>
            <main>
            %s</main>
            </body>
            </html>
            """,
            headline,
            style(),
            headline,
            SummarySections.warnings(run.warnings()),
            run.areSeveral() ? Markup.NONE : SummarySections.confidence(metrics),
            SummarySections.rows(report.rows()),
            Markup.join(sections.stream().map(Section::link).toList()),
            Markup.join(sections.stream().map(Section::html).toList()))
        .html();
  }

  private static List<Section> sections(RunReports run) {
    List<Section> sections = new ArrayList<>();
    NetworksSection.of(run).ifPresent(sections::add);
    for (int i = 0; i < run.networks().size(); i++) {
      String name = run.names().get(i);
      ofNetwork(run.networks().get(i), ClassAnchors.ofNetwork(i))
          .map(section -> run.areSeveral() ? section.of(name) : section)
          .forEach(sections::add);
    }
    Report first = run.first();
    InputSection.of(first).ifPresent(sections::add);
    RefusedSection.of(first).ifPresent(sections::add);
    if (!run.areSeveral()) {
      sections.add(FileSection.of(first)); // which says how many are right
    }
    sections.add(ProvenanceSection.of(first));
    return sections;
  }

  private static Stream<Section> ofNetwork(Report report, ClassAnchors anchors) {
    Tally tally = report.tally();
    Map<String, Object> metrics = Metrics.of(tally, report.classes());
    boolean isOneFile = report.worstFiles().size() == 1;
    return Stream.of(
            SummarySections.metrics(metrics),
            NumberSection.of(metrics),
            ComparisonSection.of(report),
            ClassSections.of(report, anchors),
            ClassIndex.of(report, anchors),
            ConfusionSection.of(report, anchors),
            ConfidenceSection.of(tally),
            RocSection.of(report, metrics),
            ExampleSection.of(
                "Most confident mistakes", tally.mistakes(), report.classes(), isOneFile),
            ExampleSection.of(
                "Least certain images", tally.uncertain(), report.classes(), isOneFile))
        .flatMap(Optional::stream);
  }

  private static Markup style() {
    try (InputStream css = HtmlReport.class.getResourceAsStream(STYLE)) {
      return new Markup(new String(css.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e); // it is in the jar
    }
  }
}
