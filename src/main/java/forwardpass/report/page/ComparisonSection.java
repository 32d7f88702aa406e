package forwardpass.report.page;

import forwardpass.report.Comparison;
import forwardpass.report.Comparison.Change;
import forwardpass.report.ConfusionList;
import forwardpass.report.Report;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What became better and worse since an earlier run. */
final class ComparisonSection {
  private ComparisonSection() {}

  static Optional<Section> of(Report report) {
    return report.comparison().map(ComparisonSection::section);
  }

  private static Section section(Comparison comparison) {
    return new Section(
        "Compared with an earlier run",
        Markup.of(
            "<p>%s.</p>\n%s%s",
            comparison.summary(),
            classes(comparison.classes()),
            table("Files that changed most", "file", comparison.files())));
  }

  private static Markup classes(List<Change> classes) {
    if (classes.size() <= ConfusionList.FEW) {
      return table("Accuracy of each class", "class", classes);
    }
    List<Change> most =
        classes.stream()
            .sorted(
                Comparator.comparingLong(
                    change -> -Math.abs(change.now().right() - change.before().right())))
            .limit(ConfusionList.FEW)
            .toList();
    return table(
        "The %d classes that changed most, of %d; report.json has all"
            .formatted(most.size(), classes.size()),
        "class",
        most);
  }

  private static Markup table(String caption, String what, List<Change> changes) {
    if (changes.isEmpty()) {
      return Markup.NONE;
    }
    HtmlTable table =
        HtmlTable.of(
            caption,
            HtmlTable.textColumn(what),
            HtmlTable.column("before"),
            HtmlTable.column("now"),
            HtmlTable.column("change, %"),
            HtmlTable.column("right before"),
            HtmlTable.column("right now"),
            HtmlTable.column("labelled"));
    for (Change change : changes) {
      table.row(
          HtmlTable.textHeading(change.name()),
          HtmlTable.cell("%.4f", known(change.before().accuracy())),
          HtmlTable.cell("%.4f", known(change.now().accuracy())),
          HtmlTable.cell("%+.2f", known(change.gain())),
          HtmlTable.cell("%,d", change.before().right()),
          HtmlTable.cell("%,d", change.now().right()),
          HtmlTable.cell("%,d", change.now().labelled()));
    }
    return table.html();
  }

  private static Double known(double share) {
    return Double.isNaN(share) ? null : share;
  }
}
