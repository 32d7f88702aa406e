package forwardpass.report.page;

import java.util.List;
import java.util.Locale;

/** A chart in SVG, both axes from 0 to 1. */
final class Chart {
  private static final int SIZE = 300;
  private static final int MARGIN = 40;

  private final String title;
  private final StringBuilder marks = new StringBuilder();

  Chart(String title) {
    this.title = title;
  }

  void bar(double x, double width, double height) {
    mark(
        "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"var(--bar)\"/>",
        x(x), y(height), width * SIZE - 2, height * SIZE);
  }

  void point(double x, double y) {
    mark(
        "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"5\" fill=\"var(--accent)\" stroke=\"var(--paper)\"/>",
        x(x), y(y));
  }

  /**
   * Joins points.
   *
   * @param points pairs of numbers
   */
  void line(List<?> points) {
    StringBuilder joined = new StringBuilder();
    for (Object point : points) {
      List<?> pair = (List<?>) point;
      joined.append(format("%.1f,%.1f ", x((Double) pair.get(0)), y((Double) pair.get(1))));
    }
    mark(
        "<polyline points=\"%s\" fill=\"none\" stroke=\"var(--accent)\" stroke-width=\"2\"/>",
        joined);
  }

  void diagonal() {
    mark(
        "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"var(--soft)\" stroke-dasharray=\"4 4\"/>",
        x(0), y(0), x(1), y(1));
  }

  /** The chart, with its axes and what they are called. */
  Markup svg(String horizontal, String vertical) {
    StringBuilder svg = new StringBuilder();
    int size = SIZE + 2 * MARGIN;
    svg.append(
        format(
            "<svg viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" role=\"img\" aria-label=\"%s\">\n",
            size, size, size, size, title));
    svg.append(marks);
    svg.append(
        format(
            "<path d=\"M%.1f %.1fV%.1fH%.1f\" fill=\"none\" stroke=\"var(--ink)\"/>\n",
            x(0), y(1), y(0), x(1)));
    for (double tick = 0; tick <= 1; tick += 0.5) {
      svg.append(
          format(
              "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">%.1f</text>\n",
              x(tick), y(0) + 16, tick));
      svg.append(
          format(
              "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"end\">%.1f</text>\n",
              x(0) - 6, y(tick) + 4, tick));
    }
    svg.append(
        format(
            "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">%s</text>\n",
            x(0.5), y(0) + 34, horizontal));
    svg.append(format("<text x=\"%d\" y=\"%.1f\">%s</text>\n</svg>\n", 8, y(1) - 16, vertical));
    return new Markup(svg.toString());
  }

  private void mark(String format, Object... values) {
    marks.append(format(format, values)).append('\n');
  }

  private static double x(double value) {
    return MARGIN + value * SIZE;
  }

  private static double y(double value) {
    return MARGIN + (1 - value) * SIZE;
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
