package forwardpass.report.page;

import forwardpass.report.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Where the figures come from, under the keys of {@code report.json}. */
final class ProvenanceSection {
  private ProvenanceSection() {}

  static Section of(Report report) {
    HtmlTable table =
        HtmlTable.of(
            "What was run, on what", HtmlTable.textColumn("what"), HtmlTable.textColumn("value"));
    report
        .provenance()
        .forEach(
            (name, value) ->
                table.row(
                    HtmlTable.textHeading(name.replace('_', ' ')),
                    HtmlTable.textCell(shown(name, value))));
    return new Section("Provenance", table.html());
  }

  private static Markup shown(String name, Object value) {
    return switch (name) {
      case "options" -> options(value);
      case "command" -> Markup.of("<code>%s</code>", value);
      default -> value(value);
    };
  }

  /** Each by itself: there may be spaces in them. */
  private static Markup options(Object value) {
    return Markup.join(
        ((List<?>) value).stream().map(each -> Markup.of("<code>%s</code> ", each)).toList());
  }

  private static Markup value(Object value) {
    if (value instanceof List<?> list) {
      return joined(list.stream().map(ProvenanceSection::value).toList(), "<br>");
    }
    if (value instanceof Map<?, ?> map) {
      List<Markup> pairs = new ArrayList<>();
      map.forEach(
          (name, each) ->
              pairs.add(Markup.of(name.equals("path") ? "%2$s" : "%s %s", name, value(each))));
      return joined(pairs, ", ");
    }
    if (value instanceof Double number) {
      return Markup.of("%,.3f", number);
    }
    return Markup.of(value instanceof Number ? "%,d" : "%s", value);
  }

  private static Markup joined(List<Markup> pieces, String between) {
    return new Markup(String.join(between, pieces.stream().map(Markup::html).toList()));
  }
}
