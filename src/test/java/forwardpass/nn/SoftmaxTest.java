package forwardpass.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Softmax, row by row. */
class SoftmaxTest {
  /** Two units in the last place of a float of 1. */
  private static final float TOLERANCE = 1.2e-7f;

  private static float[] softmax(float... logits) {
    float[] values = logits.clone();
    Activation.SOFTMAX.apply(values, 1, logits.length);
    return values;
  }

  @Test
  void logitsOfSection352GiveWhatTheBookPrints() {
    assertArrayEquals(
        new float[] {0.01821127f, 0.24519181f, 0.7365969f}, softmax(0.3f, 2.9f, 4.0f), TOLERANCE);
  }

  /** exp(1010) is past the largest double. */
  @Test
  void largeLogitsDoNotOverflow() {
    float[] probabilities = softmax(1010, 1000, 990);

    assertEquals(0.9999546f, probabilities[0], TOLERANCE);
    assertEquals(4.539787e-5f, probabilities[1], 1e-11f);
    assertEquals(2.06106e-9f, probabilities[2], 1e-15f);
  }

  @Test
  void largestAndSmallestFloatsAreCertainAndImpossible() {
    assertArrayEquals(new float[] {1, 0, 0}, softmax(Float.MAX_VALUE, -Float.MAX_VALUE, 0));
    assertArrayEquals(
        new float[] {0.5f, 0.5f, 0},
        softmax(Float.MAX_VALUE, Float.MAX_VALUE, Float.NEGATIVE_INFINITY));
  }

  @Test
  void onlyDifferencesCount() {
    assertArrayEquals(softmax(0, 1, 2, 3), softmax(-4096, -4095, -4094, -4093));
    assertArrayEquals(softmax(0, 1, 2, 3), softmax(4096, 4097, 4098, 4099));
  }

  @Test
  void equalLogitsShareEqually() {
    assertArrayEquals(new float[] {0.25f, 0.25f, 0.25f, 0.25f}, softmax(-7, -7, -7, -7));
    assertArrayEquals(new float[] {1}, softmax(-300));
  }

  @Test
  void rowsAreNormalisedEachForItself() {
    float[] values = {0.3f, 2.9f, 4.0f, 1010, 1010, 990, 5, 5, 5};

    Activation.SOFTMAX.apply(values, 2, 3);

    assertArrayEquals(
        new float[] {0.01821127f, 0.24519181f, 0.7365969f, 0.5f, 0.5f, 1.0305768e-9f, 5, 5, 5},
        values,
        TOLERANCE);
  }

  @ParameterizedTest
  @ValueSource(floats = {0.01f, 1, 30, 1e4f, 1e30f})
  void rowsSumTo1AndKeepTheirOrder(float spread) {
    Random random = new Random(5);
    for (int row = 0; row < 200; row++) {
      float[] logits = new float[10];
      for (int k = 0; k < logits.length; k++) {
        logits[k] = (float) random.nextGaussian() * spread;
      }
      float[] probabilities = softmax(logits);

      double sum = 0;
      for (int j = 0; j < logits.length; j++) {
        sum += probabilities[j];
        assertTrue(probabilities[j] >= 0 && probabilities[j] <= 1, "not a probability");
        for (int k = 0; k < logits.length; k++) {
          assertTrue(logits[j] >= logits[k] || probabilities[j] <= probabilities[k], "order");
        }
      }
      assertEquals(1, sum, 1e-6);
    }
  }
}
