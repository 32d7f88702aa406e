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

  /** The same, which leads to what is said of the class. */
  static Markup linkedRow(Report report, int number, ClassAnchors anchors) {
    Markup link = link(report, number, anchors);
    return report.classes().areNamed() ? HtmlTable.textHeading(link) : HtmlTable.heading(link);
  }

  /** The same in a column of classes. */
  static Markup linkedCell(Report report, int number, ClassAnchors anchors) {
    Markup link = link(report, number, anchors);
    return report.classes().areNamed() ? HtmlTable.textCell(link) : HtmlTable.cell("%s", link);
  }

  /**
   * The same as the heading of a narrow column: the class's name is heard, and seen under a
   * pointer.
   */
  static Markup linkedNumber(Report report, int number, ClassAnchors anchors) {
    int label = label(report, number);
    Object shown =
        report.classes().areNamed()
            ? Markup.of("<abbr title=\"%s\">%d</abbr>", titled(report, number), label)
            : label;
    return Markup.of("<th scope=\"col\">%s</th>", anchors.link(report, number, shown));
  }

  private static Markup link(Report report, int number, ClassAnchors anchors) {
    return anchors.link(
        report,
        number,
        report.classes().areNamed() ? titled(report, number) : label(report, number));
  }

  private static String titled(Report report, int number) {
    return report.classes().titled(label(report, number));
  }

  private static int label(Report report, int number) {
    return report.tally().number(number);
  }
}
