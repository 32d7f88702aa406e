package forwardpass.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import forwardpass.blas.Gemm;
import forwardpass.model.Predictions;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What the last layer gives is the formula's value, as near as a float can be, for every float. */
class OutputActivationTest {
  /** Every float that differs from its neighbour by some hundreds of steps; a prime. */
  private static final int STRIDE = 997;

  private static final int BLOCK = 1 << 16;

  private static float[] exactly(Activation activation, float... values) {
    float[] applied = values.clone();
    activation.applyExactly(applied, 1, values.length);
    return applied;
  }

  /** All floats from the least to the largest, some left out, in ascending order. */
  private static float[] floats() {
    float[] floats = new float[2 * (Integer.MAX_VALUE / STRIDE)];
    int count = 0;
    for (long bits = Float.floatToIntBits(Float.POSITIVE_INFINITY); bits > 0; bits -= STRIDE) {
      floats[count++] = -Float.intBitsToFloat((int) bits);
    }
    for (long bits = 0; bits <= Float.floatToIntBits(Float.POSITIVE_INFINITY); bits += STRIDE) {
      floats[count++] = Float.intBitsToFloat((int) bits);
    }
    return Arrays.copyOf(floats, count);
  }

  /** fdlibm's exponential, which is not the one that is used. */
  private static double sigmoid(float x) {
    double exponential = StrictMath.exp(-Math.abs((double) x));
    return (x < 0 ? exponential : 1) / (1 + exponential);
  }

  /** Half of a float's last digit, and what is lost of that in the doubles before it. */
  private static void assertRounded(double expected, float found, float x) {
    double half = Math.ulp((float) expected) * 0.5000001;
    if (!(Math.abs(expected - found) <= half)) {
      fail("of %s: expected %s, found %s".formatted(x, expected, found));
    }
  }

  @Test
  void sigmoidAndTanhAreTheFormulasOverAllFloats() {
    float[] floats = floats();
    float[] sigmoids = exactly(Activation.SIGMOID, floats);
    float[] tanhs = exactly(Activation.TANH, floats);
    for (int i = 0; i < floats.length; i++) {
      assertRounded(sigmoid(floats[i]), sigmoids[i], floats[i]);
      assertRounded(StrictMath.tanh(floats[i]), tanhs[i], floats[i]);
    }
  }

  @Test
  void sigmoidAndTanhNeverFallOverAllFloats() {
    float[] floats = floats();
    for (Activation activation : List.of(Activation.SIGMOID, Activation.TANH)) {
      assertAscending(activation, floats);
    }
  }

  /** Each float and the next, where results are small, near one half, and near 1. */
  @ParameterizedTest
  @CsvSource({"1e-7", "1e-3", "0.5", "1", "8", "13", "17.3", "40", "88", "103.9"})
  void sigmoidAndTanhNeverFallFromAFloatToTheNext(float around) {
    float[] floats = new float[BLOCK];
    int first = Float.floatToIntBits(around) - BLOCK / 2;
    for (int i = 0; i < BLOCK; i++) {
      floats[i] = Float.intBitsToFloat(first + i);
    }
    float[] negative = new float[BLOCK];
    for (int i = 0; i < BLOCK; i++) {
      negative[i] = -floats[BLOCK - 1 - i];
    }
    for (Activation activation : List.of(Activation.SIGMOID, Activation.TANH)) {
      assertAscending(activation, floats);
      assertAscending(activation, negative);
    }
  }

  private static void assertAscending(Activation activation, float[] floats) {
    float[] values = exactly(activation, floats);
    for (int i = 1; i < values.length; i++) {
      if (!(values[i - 1] <= values[i])) {
        fail(
            "%s of %s is %s, and of %s it is %s"
                .formatted(activation, floats[i - 1], values[i - 1], floats[i], values[i]));
      }
    }
  }

  /** By Python's decimal, of 50 digits: 1 / (1 + exp(-x)). */
  @ParameterizedTest
  @CsvSource({
    "-13, 2.2603242e-6",
    "-14, 8.3152804e-7",
    "-20, 2.0611537e-9",
    "-50, 1.9287499e-22",
    "-87.5, 9.982351e-39",
    "-103, 1e-45",
    "-104, 0",
    "13, 0.99999774",
    "16.6, 0.99999994",
    "18, 1"
  })
  void sigmoidOfNumbersFarFromZero(float x, float expected) {
    assertEquals(expected, exactly(Activation.SIGMOID, x)[0]);
  }

  /** One against the rest: the larger of two that are both nearly 0, or nearly 1. */
  @ParameterizedTest
  @CsvSource({"-14, -15", "-30, -31", "-80, -81", "9, 8", "12, 11.5"})
  void theLargestPreActivationIsThePrediction(float larger, float smaller) {
    Network network =
        new Network(
            List.of(
                new Dense(
                    new Tensor(List.of(1, 3), new float[] {smaller, larger, smaller}),
                    new Tensor(List.of(3), new float[3]),
                    Activation.SIGMOID)));

    for (float[] outputs :
        List.of(
            new ForwardPass(network, Gemm.java()).run(new float[] {1}, 1, 1),
            new ForwardPass(network, Gemm.java()).run(new byte[] {1}, 1, 1))) {
      assertEquals(1, Predictions.of(outputs, 1, 3).classes()[0]);
      assertRounded(sigmoid(larger), outputs[1], larger);
      assertRounded(sigmoid(smaller), outputs[0], smaller);
    }
  }

  /** What {@link Activation} says of hidden layers. */
  @Test
  void hiddenLayersKeepToTheirDocumentedErrors() {
    float[] floats = floats();
    float[] sigmoids = floats.clone();
    float[] tanhs = floats.clone();
    Activation.SIGMOID.apply(sigmoids, 1, floats.length);
    Activation.TANH.apply(tanhs, 1, floats.length);
    for (int i = 0; i < floats.length; i++) {
      if (!(Math.abs(sigmoid(floats[i]) - sigmoids[i]) <= 3e-7)
          || !(Math.abs(StrictMath.tanh(floats[i]) - tanhs[i]) <= 5e-7)) {
        fail("of %s: %s, %s".formatted(floats[i], sigmoids[i], tanhs[i]));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Activation.class,
      names = {"SIGMOID", "TANH"})
  void notANumberStaysNotANumber(Activation activation) {
    assertTrue(Float.isNaN(exactly(activation, Float.NaN)[0]));
  }
}
