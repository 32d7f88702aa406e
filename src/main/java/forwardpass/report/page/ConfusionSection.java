package forwardpass.report.page;

import forwardpass.report.ClassCounts;
import forwardpass.report.ClassTally;
import forwardpass.report.ConfusionList;
import forwardpass.report.Confusions;
import forwardpass.report.Report;
import forwardpass.report.Tally;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which classes are taken for which: all pairs of few classes, the most frequent of many. */
final class ConfusionSection {
  private ConfusionSection() {}

  static Optional<Section> of(Report report, ClassAnchors anchors) {
    Tally tally = report.tally();
    if (tally.isRegression() || tally.classified().labelled() == 0) {
      return Optional.empty();
    }
    ClassCounts counts = tally.classified().counts();
    return Optional.of(
        counts.classes() <= ConfusionList.FEW
            ? new Section("Confusion matrix", matrix(report, anchors))
            : new Section("Most frequent confusions", list(report, anchors)));
  }

  private static Markup matrix(Report report, ClassAnchors anchors) {
    Tally tally = report.tally();
    ClassCounts counts = tally.classified().counts();
    List<Markup> columns = new ArrayList<>();
    for (int k = 0; k < counts.classes(); k++) {
      columns.add(ClassHeading.linkedNumber(report, k, anchors));
    }
    HtmlTable table =
        HtmlTable.under(
            "Images of each label by prediction",
            Markup.of(
                "<tr><th rowspan=\"2\" scope=\"col\">label</th><th colspan=\"%d\" scope=\"colgroup\" class=\"text\">prediction</th></tr>\n<tr>%s</tr>\n",
                counts.classes(), Markup.join(columns)));
    for (int label = 0; label < counts.classes(); label++) {
      table.row(ClassHeading.linkedRow(report, label, anchors), row(tally.classified(), label));
    }
    return table.html();
  }

  private static Markup[] row(ClassTally classified, int label) {
    ClassCounts counts = classified.counts();
    Markup[] row = new Markup[counts.classes()];
    for (int prediction = 0; prediction < row.length; prediction++) {
      long images = classified.confusions().images(label, prediction);
      row[prediction] =
          images == 0
              ? new Markup("<td class=\"none\">0</td>")
              : Markup.of(
                  "<td class=\"%s\" style=\"--share:%.3f\">%,d</td>",
                  label == prediction ? "count right" : "count",
                  // or else mistakes could not be seen
                  Math.sqrt((double) images / counts.labelled(label)),
                  images);
    }
    return row;
  }

  private static Markup list(Report report, ClassAnchors anchors) {
    Tally tally = report.tally();
    ClassCounts counts = tally.classified().counts();
    Confusions confusions = tally.classified().confusions();
    if (confusions.areTooMany()) {
      return Markup.of(
          "<p>More than %,d different pairs of label and prediction have images: so many are not told apart.</p>\n",
          Confusions.MOST);
    }
    List<Confusions.Pair> mistakes = ConfusionList.mostFrequentMistakes(confusions);
    if (mistakes.isEmpty()) {
      return new Markup("<p>No image is mistaken.</p>\n");
    }
    HtmlTable table =
        HtmlTable.of(
            "The mistakes of most images",
            ClassHeading.column("label", report),
            ClassHeading.column("prediction", report),
            HtmlTable.column("images"),
            HtmlTable.column("share of the label"));
    for (Confusions.Pair pair : mistakes) {
      table.row(
          ClassHeading.linkedRow(report, pair.label(), anchors),
          ClassHeading.linkedCell(report, pair.prediction(), anchors),
          HtmlTable.cell("%,d", pair.images()),
          HtmlTable.cell("%.4f", (double) pair.images() / counts.labelled(pair.label())));
    }
    return table.html();
  }
}
