package forwardpass.chapter.plot;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.AxesChartStyler;

/** What the chapter's plots have in common. */
final class PlotStyle {
  static final int WIDTH = 640;
  static final int HEIGHT = 480;
  static final Color INK = new Color(0x1f77b4);

  private PlotStyle() {}

  static void applyTo(AxesChartStyler styler) {
    styler
        .setChartBackgroundColor(Color.WHITE)
        .setPlotBackgroundColor(Color.WHITE)
        .setPlotBorderColor(Color.GRAY);
    styler.setPlotGridLinesColor(Color.LIGHT_GRAY);
  }

  /** The picture of a chart, its lines not bent to whole pixels. */
  static BufferedImage draw(Chart<?, ?> chart) {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    chart.paint(graphics, WIDTH, HEIGHT);
    graphics.dispose();
    return image;
  }
}
