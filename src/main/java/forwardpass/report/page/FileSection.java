package forwardpass.report.page;

import forwardpass.report.FileCounts;
import forwardpass.report.Report;
import java.util.List;

/** What was read of each file; of many, of those that stand out. */
final class FileSection {
  private FileSection() {}

  static Section of(Report report) {
    List<FileCounts> files = report.worstFiles();
    HtmlTable table =
        HtmlTable.of(
            "What was read",
            HtmlTable.textColumn("file"),
            HtmlTable.column("scored"),
            HtmlTable.column("labelled"),
            HtmlTable.column("right"),
            HtmlTable.column("refused"));
    for (FileCounts file : files) {
      table.row(
          HtmlTable.textHeading(file.file()),
          known(file, file.scored()),
          known(file, file.labelled()),
          report.tally().isRegression() ? HtmlTable.cell("%,d", null) : known(file, file.correct()),
          HtmlTable.cell("%,d", file.refused()));
    }
    Markup note =
        files.size() <= FileCounts.MOST
            ? Markup.NONE
            : Markup.of(
                "<p>The %d files with the most refused records, and then with the most mistakes, of those whose counts were kept. report.json has more.</p>\n",
                FileCounts.MOST);
    return new Section("Files", Markup.of("%s%s", note, table.html()));
  }

  private static Markup known(FileCounts file, long count) {
    return HtmlTable.cell("%,d", file.isWhole() ? count : null);
  }
}
