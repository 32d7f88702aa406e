package forwardpass.report.page;

import forwardpass.report.Report;
import java.util.Map;

/** What was read of each file. */
final class FileSection {
  private FileSection() {}

  static Section of(Report report) {
    HtmlTable table =
        HtmlTable.of(
            "What was read",
            HtmlTable.textColumn("file"),
            HtmlTable.column("scored"),
            HtmlTable.column("labelled"),
            HtmlTable.column("right"),
            HtmlTable.column("refused"));
    for (Map<String, Object> file : report.files()) {
      table.row(
          HtmlTable.textHeading(file.get("file")),
          HtmlTable.cell("%,d", file.get("scored")),
          HtmlTable.cell("%,d", file.get("labelled")),
          HtmlTable.cell("%,d", file.get("correct")),
          HtmlTable.cell("%,d", file.get("refused")));
    }
    return new Section("Files", table.html());
  }
}
