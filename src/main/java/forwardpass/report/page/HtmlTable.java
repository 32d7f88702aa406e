package forwardpass.report.page;

import java.util.ArrayList;
import java.util.List;

/**
 * A table whose rows have a heading each. Where it is wider than the page it scrolls, by keyboard
 * too, and the page does not. It is a group, and no landmark: these are the sections, whose names
 * are unique where a table is there for each of several networks.
 */
final class HtmlTable {
  private final String caption;
  private final Markup head;
  private final List<Markup> rows = new ArrayList<>();

  private HtmlTable(String caption, Markup head) {
    this.caption = caption;
    this.head = head;
  }

  /** A table whose first column heads its rows. */
  static HtmlTable of(String caption, Markup first, Markup... others) {
    return new HtmlTable(
        caption, Markup.of("<tr>%s%s</tr>\n", first, Markup.join(List.of(others))));
  }

  /** A table with more than one row of headings. */
  static HtmlTable under(String caption, Markup head) {
    return new HtmlTable(caption, head);
  }

  /** The heading of a column of numbers. */
  static Markup column(String name) {
    return Markup.of("<th scope=\"col\">%s</th>", name);
  }

  /** The heading of a column of text; of one without a name an empty cell, which heads nothing. */
  static Markup textColumn(String name) {
    return name.isEmpty()
        ? new Markup("<td></td>")
        : Markup.of("<th scope=\"col\" class=\"text\">%s</th>", name);
  }

  /** The heading of a row. */
  static Markup heading(Object name) {
    return Markup.of("<th scope=\"row\">%s</th>", name);
  }

  /** The heading of a row, as text. */
  static Markup textHeading(Object name) {
    return Markup.of("<th scope=\"row\" class=\"text\">%s</th>", name);
  }

  /** A number; empty where there is none. */
  static Markup cell(String format, Object number) {
    return number == null ? new Markup("<td></td>") : Markup.of("<td>" + format + "</td>", number);
  }

  static Markup textCell(Object text) {
    return Markup.of("<td class=\"text\">%s</td>", text);
  }

  void row(Markup heading, Markup... cells) {
    rows.add(Markup.of("<tr>%s%s</tr>\n", heading, Markup.join(List.of(cells))));
  }

  /** A row that links find by an ID. */
  void row(String id, Markup heading, Markup... cells) {
    rows.add(Markup.of("<tr id=\"%s\">%s%s</tr>\n", id, heading, Markup.join(List.of(cells))));
  }

  Markup html() {
    return Markup.of(
        """
        <div class="scroll" tabindex="0" role="group" aria-label="%s">
        <table><caption>%s</caption>
        <thead>
        %s</thead>
        <tbody>
        %s</tbody></table>
        </div>
        """,
        caption, caption, head, Markup.join(rows));
  }
}
