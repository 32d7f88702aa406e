package forwardpass.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Each function against values that NumPy gives, in float64. */
class ActivationTest {
  private static final float SIGMOID_TOLERANCE = 3e-7f;
  private static final float TANH_TOLERANCE = 5e-7f;

  private static float[] applied(Activation activation, float... values) {
    float[] applied = values.clone();
    activation.apply(applied, 1, values.length);
    return applied;
  }

  /** 1 / (1 + numpy.exp(-x)). */
  @Test
  void sigmoidIsNumPys() {
    assertArrayEquals(
        new float[] {
          0.5f, 0.26894143f, 0.7310586f, 0.8807971f, 0.5744425f, 4.539787e-5f, 0.9999546f
        },
        applied(Activation.SIGMOID, 0, -1, 1, 2, 0.3f, -10, 10),
        SIGMOID_TOLERANCE);
  }

  @Test
  void sigmoidOfLargeNumbersIs0Or1() {
    assertArrayEquals(
        new float[] {0, 1, 0, 1, 0, 1},
        applied(
            Activation.SIGMOID,
            -1000,
            1000,
            -Float.MAX_VALUE,
            Float.MAX_VALUE,
            Float.NEGATIVE_INFINITY,
            Float.POSITIVE_INFINITY),
        SIGMOID_TOLERANCE);
  }

  /** numpy.tanh(x). */
  @Test
  void tanhIsNumPys() {
    assertArrayEquals(
        new float[] {0, -0.7615942f, 0.7615942f, 0.9640276f, 0.2913126f, -1, 1},
        applied(Activation.TANH, 0, -1, 1, 2, 0.3f, -1000, 1000),
        TANH_TOLERANCE);
  }

  @Test
  void sigmoidAndTanhKeepToTheirRangesAndFormulasForFloatsOfEverySize() {
    for (long bits = Integer.MIN_VALUE; bits <= Integer.MAX_VALUE; bits += 997) {
      float x = Float.intBitsToFloat((int) bits);
      if (!Float.isNaN(x)) {
        assertNear(1 / (1 + Math.exp(-x)), Activation.SIGMOID, x, 0, SIGMOID_TOLERANCE);
        assertNear(Math.tanh(x), Activation.TANH, x, -1, TANH_TOLERANCE);
      }
    }
  }

  @Test
  void sigmoidAndTanhNeverRoundPast1() {
    int first = Float.floatToIntBits(4);
    int last = Float.floatToIntBits(20);
    float[] values = new float[2 * (last - first)];
    for (int i = 0; i < last - first; i++) {
      values[2 * i] = Float.intBitsToFloat(first + i);
      values[2 * i + 1] = -values[2 * i];
    }

    assertWithin(applied(Activation.SIGMOID, values), 0);
    assertWithin(applied(Activation.TANH, values), -1);
  }

  private static void assertWithin(float[] values, float least) {
    for (float value : values) {
      if (!(value >= least && value <= 1)) {
        fail("expected a value from %s to 1, found %s".formatted(least, value));
      }
    }
  }

  private static void assertNear(
      double expected, Activation activation, float x, float least, float tolerance) {
    float y = applied(activation, x)[0];
    boolean near = Math.abs(expected - y) <= tolerance;
    assertTrue(near && y >= least && y <= 1, () -> activation + " of " + x + " is " + y);
  }

  /** numpy.maximum(0, x). */
  @Test
  void reluIsTheNumberOr0() {
    assertArrayEquals(
        new float[] {0, 0, 0, 0, Float.MIN_VALUE, 0.5f, Float.MAX_VALUE},
        applied(
            Activation.RELU, 0, -0f, -Float.MIN_VALUE, -7, Float.MIN_VALUE, 0.5f, Float.MAX_VALUE));
  }

  /** (x &gt; 0).astype(int). */
  @Test
  void stepIs1Above0And0AtAndBelowIt() {
    assertArrayEquals(
        new float[] {0, 0, 0, 0, 1, 1, 1},
        applied(
            Activation.STEP, 0, -0f, -Float.MIN_VALUE, -2, Float.MIN_VALUE, 1, Float.MAX_VALUE));
  }

  @Test
  void identityChangesNothing() {
    float[] values = {0, -0f, -3.5f, Float.MAX_VALUE, Float.MIN_VALUE, Float.NaN};
    assertArrayEquals(values, applied(Activation.IDENTITY, values));
  }

  @ParameterizedTest
  @EnumSource(
      value = Activation.class,
      names = {"SIGMOID", "RELU", "TANH", "IDENTITY", "SOFTMAX"})
  void notANumberStaysNotANumber(Activation activation) {
    assertArrayEquals(new float[] {Float.NaN}, applied(activation, Float.NaN));
  }

  @ParameterizedTest
  @CsvSource({"STEP, 1", "SIGMOID, 0.7310586", "RELU, 1", "TANH, 0.7615942", "SOFTMAX, 0.5"})
  void onlyTheRowsOfTheBatchAreTouched(Activation activation, float one) {
    float[] values = {1, 1, 1, 1, 1, 1, 1, 1};

    activation.apply(values, 3, 2);

    assertArrayEquals(new float[] {one, one, one, one, one, one, 1, 1}, values, TANH_TOLERANCE);
  }

  @Test
  void aRowIsLeftAsItIs() {
    float[] row = {-1, 0, 2};

    assertArrayEquals(new float[] {0, 0, 2}, Activation.RELU.of(row));
    assertArrayEquals(new float[] {-1, 0, 2}, row);
  }

  @ParameterizedTest
  @EnumSource(Activation.class)
  void noRowsAreNothingToDo(Activation activation) {
    float[] values = {-1, 2};

    activation.apply(values, 0, 2);

    assertArrayEquals(new float[] {-1, 2}, values);
  }
}
