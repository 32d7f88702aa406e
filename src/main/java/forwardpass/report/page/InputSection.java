package forwardpass.report.page;

import forwardpass.report.Report;
import java.util.Map;
import java.util.Optional;

/** What the images are like that the network gets. */
final class InputSection {
  private InputSection() {}

  static Optional<Section> of(Report report) {
    Map<String, Object> input = report.input();
    if (input.get("sampled_images").equals(0L)) {
      return Optional.empty();
    }
    Map<?, ?> pixels = (Map<?, ?>) input.get("pixels");
    HtmlTable table =
        HtmlTable.of(
            "Of one image in each batch", HtmlTable.textColumn(""), HtmlTable.column("value"));
    table.row(HtmlTable.textHeading("images"), HtmlTable.cell("%,d", input.get("sampled_images")));
    table.row(
        HtmlTable.textHeading("of one shade"), HtmlTable.cell("%,d", input.get("blank_images")));
    table.row(
        HtmlTable.textHeading("more light than dark"),
        HtmlTable.cell("%,d", input.get("mostly_light_images")));
    table.row(HtmlTable.textHeading("least value"), HtmlTable.cell("%.4f", pixels.get("least")));
    table.row(
        HtmlTable.textHeading("greatest value"), HtmlTable.cell("%.4f", pixels.get("greatest")));
    table.row(HtmlTable.textHeading("mean"), HtmlTable.cell("%.4f", pixels.get("mean")));
    table.row(
        HtmlTable.textHeading("standard deviation"),
        HtmlTable.cell("%.4f", pixels.get("standard_deviation")));
    return Optional.of(
        new Section(
            "Images",
            Markup.of(
                "<p>The values that the network gets, before any mean and standard deviation.</p>\n%s",
                table.html())));
  }
}
