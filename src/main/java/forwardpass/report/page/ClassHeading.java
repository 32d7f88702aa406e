package forwardpass.report.page;

import forwardpass.report.Report;

/** How tables name classes: by numbers, and by names where there are any. */
final class ClassHeading {
  private ClassHeading() {}

  /** The heading of a column of classes. */
  static Markup column(String name, Report report) {
    return report.classes().areNamed() ? HtmlTable.textColumn(name) : HtmlTable.column(name);
  }

  /** A class as the heading of a row. */
  static Markup row(Report report, int number) {
    return report.classes().areNamed()
        ? HtmlTable.textHeading(titled(report, number))
        : HtmlTable.heading(label(report, number));
  }

  /** A class in a column of classes. */
  static Markup cell(Report report, int number) {
    return report.classes().areNamed()
        ? HtmlTable.textCell(titled(report, number))
        : HtmlTable.cell("%d", label(report, number));
  }

  /** A class as the heading of a narrow column: its name is heard, and seen under a pointer. */
  static Markup number(Report report, int number) {
    int label = label(report, number);
    return report
        .classes()
        .name(label)
        .map(
            name ->
                Markup.of(
                    "<th scope=\"col\"><abbr title=\"%s\">%d</abbr></th>",
                    label + " " + name, label))
        .orElseGet(() -> HtmlTable.column(String.valueOf(label)));
  }

  private static String titled(Report report, int number) {
    return report.classes().titled(label(report, number));
  }

  private static int label(Report report, int number) {
    return report.tally().number(number);
  }
}
