package forwardpass.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import forwardpass.blas.Gemm;
import forwardpass.nn.NaiveNetwork.Layer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Pixels that are blank in all images of a batch change nothing but the time it takes. */
class BlankPixelsTest {
  private static final int[] WIDTHS = {1, 7, 8, 9, 15, 16, 17, 24, 61};
  private static final int OUTPUTS = 3;
  private static final int ROWS = 5;

  /** Whole numbers below 2^24: exact, in whatever order they are added. */
  private static Layer layer(int width) {
    Random random = new Random(width);
    float[] weights = new float[width * OUTPUTS];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = random.nextInt(31) - 15;
    }
    return new Layer(width, OUTPUTS, weights, new float[] {1, -2, 3}, Activation.IDENTITY);
  }

  private static ForwardPass pass(int width, Gemm gemm) {
    return new ForwardPass(new Network(List.of(layer(width).dense())), gemm);
  }

  private static void assertExact(int width, ForwardPass pass, byte[] pixels, int rows) {
    NaiveNetwork naive = new NaiveNetwork(List.of(layer(width)));
    float[] expected = new float[rows * OUTPUTS];
    for (int row = 0; row < rows; row++) {
      double[] image = new double[width];
      for (int i = 0; i < width; i++) {
        image[i] = Byte.toUnsignedInt(pixels[row * width + i]);
      }
      double[] outputs = naive.forward(image);
      for (int k = 0; k < OUTPUTS; k++) {
        expected[row * OUTPUTS + k] = (float) outputs[k];
      }
    }
    float[] found = new float[rows * OUTPUTS];
    System.arraycopy(pass.run(pixels, rows, 1), 0, found, 0, found.length);
    assertArrayEquals(expected, found);
  }

  @ParameterizedTest
  @MethodSource("forwardpass.blas.Gemms#all")
  void blankImagesGiveTheBias(Gemm gemm) {
    for (int width : WIDTHS) {
      assertExact(width, pass(width, gemm), new byte[ROWS * width], ROWS);
    }
  }

  @ParameterizedTest
  @CsvSource({"1", "127", "-128", "-1"})
  void singlePixelCountsWhereverItIs(byte value) {
    for (int width : WIDTHS) {
      ForwardPass pass = pass(width, Gemm.java());
      for (int place = 0; place < ROWS * width; place++) {
        byte[] pixels = new byte[ROWS * width];
        pixels[place] = value;
        assertExact(width, pass, pixels, ROWS);
      }
    }
  }

  /** From blank to full and back, through the same buffers, and with batches of every length. */
  @ParameterizedTest
  @MethodSource("forwardpass.blas.Gemms#all")
  void shareOfBlankPixelsMakesNoDifference(Gemm gemm) {
    Random random = new Random(6);
    for (int width : WIDTHS) {
      ForwardPass pass = pass(width, gemm);
      for (int i = 0; i < 60; i++) {
        byte[] pixels = new byte[ROWS * width];
        int inked = random.nextInt(width + 1);
        for (int place = 0; place < pixels.length; place++) {
          boolean blank = place % width * 37 % width >= inked;
          pixels[place] = blank ? 0 : (byte) random.nextInt(256);
        }
        assertExact(width, pass, pixels, 1 + random.nextInt(ROWS));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("forwardpass.blas.Gemms#all")
  void pixelsBehindTheLastRowAreNotLookedAt(Gemm gemm) {
    for (int width : WIDTHS) {
      byte[] pixels = new byte[ROWS * width];
      Arrays.fill(pixels, 2 * width, pixels.length, (byte) 9);
      assertExact(width, pass(width, gemm), pixels, 2);
    }
  }
}
