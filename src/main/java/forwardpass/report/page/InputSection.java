package forwardpass.report.page;

import forwardpass.report.Comparison;
import forwardpass.report.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the images are like, beside those of an earlier report where there is one. */
final class InputSection {
  private final Map<?, ?> input;
  private final Optional<Map<String, Object>> earlier;

  private InputSection(Map<?, ?> input, Optional<Map<String, Object>> earlier) {
    this.input = input;
    this.earlier = earlier;
  }

  static Optional<Section> of(Report report) {
    Map<String, Object> input = report.input();
    if (input.get("sampled_images").equals(0L)) {
      return Optional.empty();
    }
    InputSection section =
        new InputSection(input, report.comparison().flatMap(Comparison::earlierInput));
    return Optional.of(
        new Section(
            "Images",
            Markup.of(
                "<p>The values that the network gets, before any mean and standard deviation.</p>\n%s%s%s",
                section.all(), section.sampled(), section.pictures())));
  }

  private Markup all() {
    HtmlTable table = table("Of all images");
    boolean isCounted = (boolean) input.get("different_images_are_counted");
    row(table, isCounted ? "different ones" : "different ones, about", "%,d", "different_images");
    row(table, isCounted ? "copies of others" : "copies of others, about", "%,d", "copied_images");
    return table.html();
  }

  private Markup sampled() {
    HtmlTable table = table("Of a sample of the images");
    row(table, "images", "%,d", "sampled_images");
    row(table, "of one shade", "%,d", "blank_images");
    row(table, "more light than dark", "%,d", "mostly_light_images");
    row(table, "least value", "%.4f", "pixels", "least");
    row(table, "greatest value", "%.4f", "pixels", "greatest");
    row(table, "mean", "%.4f", "pixels", "mean");
    row(table, "standard deviation", "%.4f", "pixels", "standard_deviation");
    return table.html();
  }

  private HtmlTable table(String caption) {
    return earlier.isEmpty()
        ? HtmlTable.of(caption, HtmlTable.textColumn(""), HtmlTable.column("value"))
        : HtmlTable.of(
            caption, HtmlTable.textColumn(""), HtmlTable.column("before"), HtmlTable.column("now"));
  }

  private void row(HtmlTable table, String name, String format, String... path) {
    List<Markup> cells = new ArrayList<>();
    earlier.ifPresent(before -> cells.add(HtmlTable.cell(format, value(before, path))));
    cells.add(HtmlTable.cell(format, value(input, path)));
    table.row(HtmlTable.textHeading(name), cells.toArray(Markup[]::new));
  }

  /** Null where a report of an earlier version does not have it. */
  private static Object value(Map<?, ?> of, String... path) {
    Object found = of;
    for (String key : path) {
      found = found instanceof Map<?, ?> map ? map.get(key) : null;
    }
    return found;
  }

  private Markup pictures() {
    List<?> formats = (List<?>) input.get("pictures");
    if (formats.isEmpty()) {
      return Markup.NONE;
    }
    HtmlTable table =
        HtmlTable.of(
            "Pictures as they are stored",
            HtmlTable.textColumn("format"),
            HtmlTable.column("pictures"),
            HtmlTable.column("in colour"),
            HtmlTable.column("width, pixels"),
            HtmlTable.column("height, pixels"),
            HtmlTable.column("bytes"));
    for (Object one : formats) {
      Map<?, ?> format = (Map<?, ?>) one;
      table.row(
          HtmlTable.textHeading(format.get("format")),
          HtmlTable.cell("%,d", format.get("pictures")),
          HtmlTable.cell("%,d", format.get("in_colour")),
          range(format, "width"),
          range(format, "height"),
          range(format, "bytes"));
    }
    return table.html();
  }

  private static Markup range(Map<?, ?> format, String of) {
    Object least = value(format, of, "least");
    Object greatest = value(format, of, "greatest");
    return least.equals(greatest)
        ? HtmlTable.cell("%,.0f", least)
        : Markup.of(
            "<td>%,.0f to %,.0f, mean %,.0f</td>", least, greatest, value(format, of, "mean"));
  }
}
