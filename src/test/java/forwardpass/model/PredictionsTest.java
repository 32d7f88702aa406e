package forwardpass.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The class with the largest output. */
class PredictionsTest {
  @Test
  void largestOutputOfEachRowIsPredicted() {
    float[] outputs = {
      0.1f, 0.2f, 0.7f,
      0.6f, 0.3f, 0.1f,
      0.2f, 0.5f, 0.3f
    };

    Predictions predictions = Predictions.of(outputs, 3, 3);

    assertArrayEquals(new int[] {2, 0, 1}, predictions.classes());
    assertArrayEquals(new float[] {0.7f, 0.6f, 0.5f}, predictions.probability());
  }

  @Test
  void ofEqualsTheFirstIsPredicted() {
    float[] outputs = {
      0.25f, 0.25f, 0.25f, 0.25f, 0, 0.5f, 0.5f, 0, 0.2f, 0.1f, 0.3f, 0.3f, -0f, 0, -0f, 0
    };

    assertArrayEquals(new int[] {0, 1, 2, 0}, Predictions.of(outputs, 4, 4).classes());
  }

  @Test
  void outputsNeedNotBeProbabilities() {
    Predictions predictions = Predictions.of(new float[] {-5, -3, -4, 7, 900, 8}, 2, 3);

    assertArrayEquals(new int[] {1, 1}, predictions.classes());
    assertArrayEquals(new float[] {-3, 900}, predictions.probability());
  }

  @Test
  void outputsMayBeLongerThanTheirRows() {
    Predictions predictions = Predictions.of(new float[] {0, 1, 1, 0, 0, 1}, 2, 2);

    assertArrayEquals(new int[] {1, 0}, predictions.classes());
    assertArrayEquals(new float[] {1, 1}, predictions.probability());
  }

  @Test
  void noRowsAreNoPredictions() {
    Predictions predictions = Predictions.of(new float[] {0, 1}, 0, 2);

    assertArrayEquals(new int[0], predictions.classes());
    assertArrayEquals(new float[0], predictions.probability());
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, 1",
    "0.25, 0, 0.75",
    "0.49999997, 0, 0.5",
    "0.5, 1, 0.5",
    "0.75, 1, 0.75",
    "1, 1, 1"
  })
  void singleOutputIsTheProbabilityOfClass1(float output, int predicted, float probability) {
    Predictions predictions = Predictions.of(new float[] {output, 9}, 1, 1);

    assertArrayEquals(new int[] {predicted}, predictions.classes());
    assertArrayEquals(new float[] {probability}, predictions.probability(), 1e-7f);
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void probabilityIsNotANumberWhereAnyOutputOfItsImageIsNotFinite(float bad) {
    for (int place = 0; place < 6; place++) {
      float[] outputs = {0.1f, 0.7f, 0.2f, 0.2f, 0.1f, 0.7f};
      outputs[place] = bad;
      float[] expected = {0.7f, 0.7f};
      expected[place / 3] = Float.NaN;

      assertArrayEquals(expected, Predictions.of(outputs, 2, 3).probability());
    }
    assertArrayEquals(
        new float[] {0.75f, Float.NaN},
        Predictions.of(new float[] {0.25f, bad}, 2, 1).probability());
  }
}
