package forwardpass.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Y = X·W + Y. */
class GemmTest {
  /** numpy: X @ W + Y, for the matrices of section 3.3 and a Y. */
  @ParameterizedTest
  @MethodSource("forwardpass.nn.Gemms#all")
  void matricesAreRowMajorAndTheProductIsAdded(Gemm gemm) {
    float[] x = {1, 2, 3, 4, 5, 6};
    float[] w = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
    float[] y = {1000, 2000, 3000, 4000, 5000, 6000, 7000, 8000};

    gemm.multiplyAdd(2, 3, 4, x, w, y);

    assertArrayEquals(new float[] {1038, 2044, 3050, 4056, 5083, 6098, 7113, 8128}, y);
  }

  /** The sums are whole numbers below 2^24: exact, in whatever order they are added. */
  @ParameterizedTest
  @MethodSource("forwardpass.nn.Gemms#all")
  void everySmallShapeIsExact(Gemm gemm) {
    Random random = new Random(11);
    for (int n = 1; n <= 20; n++) {
      for (int in = 1; in <= 20; in++) {
        for (int out = 1; out <= 20; out++) {
          assertExact(gemm, n, in, out, random);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("forwardpass.nn.Gemms#all")
  void shapesOfTheBookAreExact(Gemm gemm) {
    Random random = new Random(12);
    for (int n : new int[] {1, 99, 100, 101}) {
      assertExact(gemm, n, 784, 50, random);
      assertExact(gemm, n, 50, 100, random);
      assertExact(gemm, n, 100, 10, random);
    }
  }

  /** Arrays that are longer than their matrices keep what lies behind. */
  private static void assertExact(Gemm gemm, int n, int in, int out, Random random) {
    float[] x = wholeNumbers(random, n * in + 3);
    float[] w = wholeNumbers(random, in * out + 3);
    float[] y = wholeNumbers(random, n * out + 3);
    float[] expected = y.clone();
    for (int row = 0; row < n; row++) {
      for (int k = 0; k < out; k++) {
        for (int i = 0; i < in; i++) {
          expected[row * out + k] += x[row * in + i] * w[i * out + k];
        }
      }
    }

    gemm.multiplyAdd(n, in, out, x, w, y);

    assertArrayEquals(expected, y);
  }

  private static float[] wholeNumbers(Random random, int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = random.nextInt(31) - 15;
    }
    return values;
  }

  @ParameterizedTest
  @MethodSource("forwardpass.nn.Gemms#all")
  void zeroRowsAreNothingToDo(Gemm gemm) {
    float[] y = {7, 7};

    gemm.multiplyAdd(0, 3, 2, new float[0], new float[6], y);

    assertArrayEquals(new float[] {7, 7}, y);
  }

  @Test
  void fastestIsFoundOnce() {
    assertSame(Gemm.fastest(), Gemm.fastest());
  }

  @Test
  void namesSayWhatMultiplies() {
    String fastest = Gemm.fastest().name();
    String java = Gemm.java().name();

    assertTrue(
        fastest.matches("OpenBLAS \\d+\\.\\d+\\.\\d+|netlib \\w+BLAS \\(no native BLAS: .+\\)"),
        fastest);
    assertTrue(java.matches("netlib \\w+BLAS"), java);
  }
}
