package forwardpass.report.page;

import java.util.Map;
import java.util.Optional;

/** What a network that gives a number gave. */
final class NumberSection {
  private NumberSection() {}

  static Optional<Section> of(Map<String, Object> metrics) {
    if (!(metrics.get("predictions") instanceof Map<?, ?> predictions)) {
      return Optional.empty();
    }
    HtmlTable table =
        HtmlTable.of(
            "What is predicted", HtmlTable.textColumn("of all"), HtmlTable.column("value"));
    predictions.forEach(
        (name, value) ->
            table.row(
                HtmlTable.textHeading(String.valueOf(name).replace('_', ' ')),
                HtmlTable.cell(value instanceof Long ? "%,d" : "%,.6g", value)));
    return Optional.of(new Section("Predictions", table.html()));
  }
}
