package forwardpass.report.page;

import forwardpass.report.RefusedRecord;
import forwardpass.report.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The first records that were refused, under each reason. */
final class RefusedSection {
  private RefusedSection() {}

  static Optional<Section> of(Report report) {
    Map<?, ?> counts = (Map<?, ?>) report.rows().get("refused_by_reason");
    List<Markup> reasons = new ArrayList<>();
    report
        .refused()
        .forEach((reason, records) -> reasons.add(table(reason, counts.get(reason), records)));
    return reasons.isEmpty()
        ? Optional.empty()
        : Optional.of(new Section("Refused records", Markup.join(reasons)));
  }

  private static Markup table(String reason, Object count, List<RefusedRecord> records) {
    HtmlTable table =
        HtmlTable.of(
            reason,
            HtmlTable.textColumn("file"),
            HtmlTable.column("record"),
            HtmlTable.textColumn("what was expected and found"));
    for (RefusedRecord record : records) {
      table.row(
          HtmlTable.textHeading(record.file()),
          HtmlTable.cell("%d", record.index() < 0 ? null : record.index()),
          HtmlTable.textCell(record.message()));
    }
    return Markup.of(
        "<details><summary>%s: %s</summary>\n%s</details>\n",
        shown((Long) count, records.size()), reason, table.html());
  }

  private static String shown(long count, int shown) {
    return count == shown ? "%,d".formatted(count) : "The first %,d of %,d".formatted(shown, count);
  }
}
