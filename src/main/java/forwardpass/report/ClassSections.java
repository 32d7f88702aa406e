package forwardpass.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What became of the images of each class. */
final class ClassSections {
  private ClassSections() {}

  /** Each class by itself; without labels, how often it is predicted. */
  static Optional<Section> perClass(Tally tally, Map<String, Object> metrics) {
    if (tally.isRegression()) {
      return Optional.empty();
    }
    return Optional.of(
        metrics.get("per_class") instanceof List<?> classes ? labelled(classes) : predicted(tally));
  }

  private static Section labelled(List<?> classes) {
    HtmlTable table =
        HtmlTable.of(
            "Each class by itself",
            HtmlTable.column("class"),
            HtmlTable.column("precision"),
            HtmlTable.column("recall"),
            HtmlTable.column("F1"),
            HtmlTable.column("images"));
    for (Object each : classes) {
      Map<?, ?> one = (Map<?, ?>) each;
      table.row(
          HtmlTable.heading(one.get("class")),
          HtmlTable.cell("%.4f", one.get("precision")),
          HtmlTable.cell("%.4f", one.get("recall")),
          HtmlTable.cell("%.4f", one.get("f1")),
          HtmlTable.cell("%,d", one.get("support")));
    }
    return new Section("Classes", table.html());
  }

  private static Section predicted(Tally tally) {
    HtmlTable table =
        HtmlTable.of(
            "Images predicted to be of each class",
            HtmlTable.column("class"),
            HtmlTable.column("images"));
    for (int k = 0; k < tally.classes(); k++) {
      table.row(HtmlTable.heading(tally.number(k)), HtmlTable.cell("%,d", tally.predicted(k)));
    }
    return new Section("Predictions", table.html());
  }

  static Optional<Section> confusionMatrix(Tally tally, Map<String, Object> metrics) {
    if (!metrics.containsKey("per_class")) {
      return Optional.empty();
    }
    int classes = tally.classes();
    List<Markup> columns = new ArrayList<>();
    for (int k = 0; k < classes; k++) {
      columns.add(HtmlTable.column(String.valueOf(tally.number(k))));
    }
    HtmlTable table =
        HtmlTable.under(
            "Images of each label by prediction",
            Markup.of(
                "<tr><th rowspan=\"2\" scope=\"col\">label</th><th colspan=\"%d\" scope=\"colgroup\" class=\"text\">prediction</th></tr>\n<tr>%s</tr>\n",
                classes, Markup.join(columns)));
    for (int label = 0; label < classes; label++) {
      table.row(HtmlTable.heading(tally.number(label)), counts(tally, label));
    }
    return Optional.of(new Section("Confusion matrix", table.html()));
  }

  private static Markup[] counts(Tally tally, int label) {
    long images = 0;
    for (int prediction = 0; prediction < tally.classes(); prediction++) {
      images += tally.confusion(label, prediction);
    }
    Markup[] counts = new Markup[tally.classes()];
    for (int prediction = 0; prediction < counts.length; prediction++) {
      long count = tally.confusion(label, prediction);
      counts[prediction] =
          count == 0
              ? new Markup("<td class=\"none\">0</td>")
              : Markup.of(
                  "<td class=\"%s\" style=\"--share:%.3f\">%,d</td>",
                  label == prediction ? "count right" : "count",
                  Math.sqrt((double) count / images), // or else mistakes could not be seen
                  count);
    }
    return counts;
  }
}
