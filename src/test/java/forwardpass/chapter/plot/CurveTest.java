package forwardpass.chapter.plot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import forwardpass.nn.Activation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The points that are drawn, against NumPy's of {@code x = numpy.arange(-5.0, 5.0, 0.1)}. */
class CurveTest {
  @Test
  void theHundredPlacesAreThoseOfNumPysArange() {
    double[] x = Curve.of(Activation.SIGMOID).x();

    assertEquals(100, x.length);
    assertEquals(-5.0, x[0]);
    assertEquals(-4.9, x[1]);
    assertEquals(-1.7763568394002505e-14, x[50]);
    assertEquals(4.899999999999965, x[99]);
  }

  @ParameterizedTest
  @CsvSource({
    "STEP, 0, 0",
    "STEP, 50, 0",
    "STEP, 51, 1",
    "STEP, 99, 1",
    "SIGMOID, 0, 0.0066928509242848554",
    "SIGMOID, 20, 0.04742587317756646",
    "SIGMOID, 50, 0.49999999999999556",
    "SIGMOID, 99, 0.9926084586557179",
    "RELU, 0, 0",
    "RELU, 50, 0",
    "RELU, 60, 0.9999999999999787",
    "RELU, 99, 4.899999999999965",
    "TANH, 0, -0.9999092042625951",
    "TANH, 20, -0.9950547536867305",
    "TANH, 60, 0.761594155955756",
    "TANH, 99, 0.9998891029505543",
  })
  void theHeightsAreNumPys(Activation activation, int point, double height) {
    assertEquals(height, Curve.of(activation).y()[point], 5e-7);
  }

  @Test
  void theCornersOfAStepAreFour() {
    Curve corners = Curve.dashed(Activation.STEP).corners();

    assertTrue(corners.dashed());
    assertArrayEquals(new double[] {-5, 0, 0.1, 4.9}, corners.x(), 1e-12);
    assertArrayEquals(new double[] {0, 0, 1, 1}, corners.y());
  }

  @Test
  void heightsBetweenPointsAreOnTheLineThroughThem() {
    Curve relu = Curve.of(Activation.RELU);

    assertEquals(0.25, relu.at(0.25), 1e-6);
    assertEquals(0, relu.at(-5));
    assertTrue(Double.isNaN(relu.at(4.95)));
  }
}
