package forwardpass.chapter.plot;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;

/**
 * A bar for each number.
 *
 * @param names what stands below each bar
 * @param values how high each is, from 0 to 1
 */
record BarPlot(String title, List<String> names, float[] values) implements Figure {
  private static final int LONGEST_BAR = 60;

  @Override
  public BufferedImage image() {
    return PlotStyle.draw(chart());
  }

  CategoryChart chart() {
    CategoryChart chart =
        new CategoryChartBuilder()
            .width(PlotStyle.WIDTH)
            .height(PlotStyle.HEIGHT)
            .title(title)
            .xAxisTitle("a")
            .yAxisTitle("y")
            .build();
    PlotStyle.applyTo(chart.getStyler());
    chart.getStyler().setYAxisMin(0.0).setYAxisMax(1.0).setLegendVisible(false);
    List<Float> heights = new ArrayList<>();
    for (float value : values) {
      heights.add(value);
    }
    chart.addSeries("softmax", names, heights).setFillColor(PlotStyle.INK);
    return chart;
  }

  @Override
  public String text() {
    int width = names.stream().mapToInt(String::length).max().orElse(0);
    StringBuilder text = new StringBuilder(" ".repeat(width + 2) + title + "\n");
    for (int i = 0; i < values.length; i++) {
      char[] bar = new char[Math.round(values[i] * LONGEST_BAR)];
      Arrays.fill(bar, '#');
      text.append(" ".repeat(width - names.get(i).length()))
          .append(
              String.format(
                  Locale.ROOT, "%s |%s %.4f%n", names.get(i), String.valueOf(bar), values[i]));
    }
    return text.toString();
  }
}
