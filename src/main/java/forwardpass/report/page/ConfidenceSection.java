package forwardpass.report.page;

import forwardpass.report.ConfidenceBins;
import forwardpass.report.Tally;
import java.util.Optional;

/** How sure the network was, and how often it was right when it was so sure. */
final class ConfidenceSection {
  private ConfidenceSection() {}

  static Optional<Section> of(Tally tally) {
    if (tally.isRegression()) {
      return Optional.empty();
    }
    ConfidenceBins bins = tally.classified().bins();
    boolean hasLabels = tally.classified().labelled() > 0;
    return Optional.of(
        new Section(
            "Confidence",
            Markup.of(
                "<p>Confidence is the probability that the network gives its prediction.%s</p>\n%s%s",
                hasLabels
                    ? " On the dashed line it is right as often as it is sure; above, it is right more often."
                    : "",
                chart(bins, hasLabels),
                table(bins))));
  }

  private static Markup chart(ConfidenceBins bins, boolean hasLabels) {
    long images = 0;
    for (int bin = 0; bin < ConfidenceBins.COUNT; bin++) {
      images += bins.images(bin);
    }
    Chart chart = new Chart("Share of images by confidence, and how often those were right");
    for (int bin = 0; bin < ConfidenceBins.COUNT && images > 0; bin++) {
      chart.bar(
          ConfidenceBins.above(bin),
          1.0 / ConfidenceBins.COUNT,
          (double) bins.images(bin) / images);
    }
    if (!hasLabels) {
      return chart.svg("confidence", "share of images");
    }
    chart.diagonal();
    for (int bin = 0; bin < ConfidenceBins.COUNT; bin++) {
      if (bins.labelled(bin) > 0) {
        chart.point(bins.meanLabelledConfidence(bin), bins.accuracy(bin));
      }
    }
    return chart.svg("confidence", "share of images (bars), accuracy (dots)");
  }

  private static Markup table(ConfidenceBins bins) {
    HtmlTable table =
        HtmlTable.of(
            "Images by confidence",
            HtmlTable.column("up to"),
            HtmlTable.column("images"),
            HtmlTable.column("mean"),
            HtmlTable.column("accuracy"));
    for (int bin = 0; bin < ConfidenceBins.COUNT; bin++) {
      table.row(
          HtmlTable.heading(Markup.of("%.1f", ConfidenceBins.upTo(bin))),
          HtmlTable.cell("%,d", bins.images(bin)),
          HtmlTable.cell("%.4f", bins.images(bin) == 0 ? null : bins.meanConfidence(bin)),
          HtmlTable.cell("%.4f", bins.labelled(bin) == 0 ? null : bins.accuracy(bin)));
    }
    return table.html();
  }
}
