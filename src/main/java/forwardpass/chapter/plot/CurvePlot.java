package forwardpass.chapter.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.List;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Curves over one another.
 *
 * @param yMin where the y axis begins
 * @param yMax where it ends
 * @param curves the first is drawn first
 */
record CurvePlot(String title, double yMin, double yMax, List<Curve> curves) implements Figure {
  private static final float LINE_PIXELS = 2;
  private static final float[] DASHES = {8, 6};

  @Override
  public BufferedImage image() {
    return PlotStyle.draw(chart());
  }

  XYChart chart() {
    XYChart chart =
        new XYChartBuilder()
            .width(PlotStyle.WIDTH)
            .height(PlotStyle.HEIGHT)
            .title(title)
            .xAxisTitle("x")
            .yAxisTitle("y")
            .build();
    PlotStyle.applyTo(chart.getStyler());
    chart
        .getStyler()
        .setXAxisMin(Curve.START)
        .setXAxisMax(Curve.STOP)
        .setYAxisMin(yMin)
        .setYAxisMax(yMax)
        .setPlotContentSize(1)
        .setLegendVisible(curves.size() > 1)
        .setLegendPosition(LegendPosition.InsideNW);
    addFrame(chart);
    for (Curve curve : curves) {
      Curve drawn = curve.dashed() ? curve.corners() : curve; // dashes begin anew at each point
      XYSeries series = chart.addSeries(drawn.name(), drawn.x(), drawn.y());
      series.setMarker(SeriesMarkers.NONE);
      series.setLineColor(curve.dashed() ? Color.DARK_GRAY : PlotStyle.INK);
      series.setLineStyle(stroke(curve.dashed()));
    }
    return chart;
  }

  /** Not seen: without it all points are equally spaced, and XChart puts ticks at some of them. */
  private static void addFrame(XYChart chart) {
    double[] x = {Curve.START, Curve.STOP};
    chart
        .addSeries("frame", x, new double[x.length])
        .setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter)
        .setMarker(SeriesMarkers.NONE)
        .setShowInLegend(false);
  }

  private static BasicStroke stroke(boolean dashed) {
    return new BasicStroke(
        LINE_PIXELS, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, dashed ? DASHES : null, 0);
  }

  @Override
  public String text() {
    TextPlot text = new TextPlot(title, yMin, yMax);
    curves.stream().filter(curve -> !curve.dashed()).forEach(text::draw);
    curves.stream().filter(Curve::dashed).forEach(text::draw); // gaps show what is below
    return text.toString();
  }
}
