package forwardpass.chapter.plot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;

/** What is given to XChart, and what it makes of it. */
class ActivationPlotTest {
  private static final int BLUE = 0x1f77b4;
  private static final int WHITE = 0xffffff;

  private static XYChart chart(ActivationPlot plot) {
    return ((CurvePlot) plot.figure()).chart();
  }

  @ParameterizedTest
  @CsvSource({
    "STEP, -0.1, 1.1",
    "SIGMOID, -0.1, 1.1",
    "RELU, -1, 5.5",
    "TANH, -1.1, 1.1",
    "COMPARE, -0.1, 1.1"
  })
  void axesAreTheChapters(ActivationPlot plot, double yMin, double yMax) {
    XYChart chart = chart(plot);

    assertEquals(-5.0, chart.getStyler().getXAxisMin());
    assertEquals(5.0, chart.getStyler().getXAxisMax());
    assertEquals(yMin, chart.getStyler().getYAxisMin());
    assertEquals(yMax, chart.getStyler().getYAxisMax());
  }

  @ParameterizedTest
  @EnumSource(names = {"STEP", "SIGMOID", "RELU", "TANH"})
  void theSeriesDrawnIsTheCurve(ActivationPlot plot) {
    CurvePlot figure = (CurvePlot) plot.figure();
    Curve curve = figure.curves().get(0);

    XYSeries series = figure.chart().getSeriesMap().get(plot.lowerCaseName());

    assertArrayEquals(curve.x(), series.getXData());
    assertArrayEquals(curve.y(), series.getYData());
  }

  @Test
  void theStepIsDashedOverTheSigmoid() {
    XYChart chart = chart(ActivationPlot.COMPARE);

    assertEquals(List.of("frame", "sigmoid", "step"), List.copyOf(chart.getSeriesMap().keySet()));
    assertEquals(null, chart.getSeriesMap().get("sigmoid").getLineStyle().getDashArray());
    assertEquals(2, chart.getSeriesMap().get("step").getLineStyle().getDashArray().length);
  }

  @ParameterizedTest
  @EnumSource
  void aPictureIsOf640By480PixelsAndWhiteAtItsCorner(ActivationPlot plot) {
    BufferedImage image = plot.figure().image();

    assertEquals(640, image.getWidth());
    assertEquals(480, image.getHeight());
    assertEquals(WHITE, image.getRGB(0, 0) & WHITE);
  }

  /** The middle of the sigmoid is in the middle of the plot, and the curve rises to the right. */
  @Test
  void theSigmoidRisesThroughTheMiddle() {
    BufferedImage image = ActivationPlot.SIGMOID.figure().image();

    int left = blueRow(image, 150);
    int middle = blueRow(image, 345);
    int right = blueRow(image, 550);

    assertTrue(left > 350 && left < 400, "left " + left);
    assertTrue(middle > 220 && middle < 250, "middle " + middle);
    assertTrue(right > 60 && right < 100, "right " + right);
  }

  @Test
  void eachBarOfTheSoftmaxIsAsHighAsItsShare() {
    BufferedImage image = ActivationPlot.SOFTMAX.figure().image();
    long[] heights =
        IntStream.of(150, 340, 530)
            .mapToLong(x -> IntStream.range(0, 480).filter(y -> rgb(image, x, y) == BLUE).count())
            .toArray();

    assertEquals(0.24519181 / 0.73659691, (double) heights[1] / heights[2], 0.01);
    assertEquals(0.01821127 / 0.73659691, (double) heights[0] / heights[2], 0.01);
  }

  private static int rgb(BufferedImage image, int x, int y) {
    return image.getRGB(x, y) & WHITE;
  }

  /** The edges of a line are mixed with what is below. */
  private static boolean isBluish(int rgb) {
    return (rgb & 0xff) - (rgb >> 16) > 60;
  }

  /** The row of the curve in a column, from the top. */
  private static int blueRow(BufferedImage image, int x) {
    return IntStream.range(0, image.getHeight())
        .filter(y -> isBluish(rgb(image, x, y)))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no ink in column " + x));
  }
}
