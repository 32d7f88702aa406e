package forwardpass.report.page;

import forwardpass.model.ClassNumbers;
import forwardpass.report.ClassCounts;
import forwardpass.report.ConfusionList;
import forwardpass.report.Report;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * All of many classes, by name, some hundreds at a time: closed until somebody looks for one, which
 * the browser's own search does.
 */
final class ClassIndex {
  private static final int GROUP = 500;

  private ClassIndex() {}

  /** Empty where other tables have all classes. */
  static Optional<Section> of(Report report, ClassAnchors anchors) {
    if (report.tally().isRegression() || report.tally().classified().labelled() == 0) {
      return Optional.empty();
    }
    ClassCounts counts = report.tally().classified().counts();
    List<Integer> classes = inOrder(report, counts);
    if (classes.size() <= ConfusionList.FEW) {
      return Optional.empty();
    }
    List<Markup> groups = new ArrayList<>();
    for (int from = 0; from < classes.size(); from += GROUP) {
      groups.add(
          group(report, anchors, classes.subList(from, Math.min(classes.size(), from + GROUP))));
    }
    return Optional.of(new Section("All classes", Markup.join(groups)));
  }

  /** Those that have an image by label or by prediction. */
  private static List<Integer> inOrder(Report report, ClassCounts counts) {
    ClassNumbers names = report.classes();
    return IntStream.range(0, counts.classes())
        .filter(counts::isPresent)
        .boxed()
        .sorted(
            Comparator.comparing((Integer k) -> names.name(report.tally().number(k)).orElse(""))
                .thenComparing(Comparator.naturalOrder()))
        .toList();
  }

  private static Markup group(Report report, ClassAnchors anchors, List<Integer> classes) {
    ClassCounts counts = report.tally().classified().counts();
    String range =
        "%s to %s"
            .formatted(
                called(report, classes.get(0)), called(report, classes.get(classes.size() - 1)));
    HtmlTable table =
        HtmlTable.of(
            "Classes " + range,
            ClassHeading.column("class", report),
            HtmlTable.column("precision"),
            HtmlTable.column("recall"),
            HtmlTable.column("images"));
    for (int k : classes) {
      table.row(
          anchors.id(report, k),
          ClassHeading.row(report, k),
          HtmlTable.cell("%.4f", counts.precision(k)),
          HtmlTable.cell("%.4f", counts.recall(k)),
          HtmlTable.cell("%,d", counts.labelled(k)));
    }
    return Markup.of("<details><summary>%s</summary>\n%s</details>\n", range, table.html());
  }

  private static String called(Report report, int of) {
    int number = report.tally().number(of);
    return report.classes().name(number).orElseGet(() -> String.valueOf(number));
  }
}
