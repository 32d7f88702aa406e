package forwardpass.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every way to widen gives, bit by bit, what one loop over the nonzero columns gives. */
class WideningTest {
  private static final float SCALE = 1 / 255f;
  private static final int LARGEST_BATCH = 257;

  static Stream<Widening> widenings() {
    return Stream.of(
        new ScalarWidening(), AdaptiveWidening.vectors().orElseThrow(), new AdaptiveWidening());
  }

  private static float[] expected(byte[] pixels, int rows, int width) {
    boolean[] inked = new boolean[width];
    int count = 0;
    for (int column = 0; column < width; column++) {
      for (int row = 0; row < rows; row++) {
        inked[column] |= pixels[row * width + column] != 0;
      }
      // The last few, fewer than eight, are never left out.
      inked[column] |= column >= width / 8 * 8;
      count += inked[column] ? 1 : 0;
    }
    if (count > 0.9 * width) {
      Arrays.fill(inked, true);
      count = width;
    }
    float[] floats = new float[rows * count];
    int next = 0;
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < width; column++) {
        if (inked[column]) {
          floats[next++] = Byte.toUnsignedInt(pixels[row * width + column]) * SCALE;
        }
      }
    }
    return floats;
  }

  private static void assertWidens(Widening widening, byte[] pixels, int rows, int width) {
    NonzeroColumns columns = new NonzeroColumns(width);
    columns.find(pixels, rows);
    float[] selected = new float[rows * columns.count() + Widening.SLACK];
    widening.widen(pixels, rows, columns, SCALE, selected);
    float[] expected = expected(pixels, rows, width);
    assertEquals(expected.length, rows * columns.count());
    assertArrayEquals(expected, Arrays.copyOf(selected, expected.length));
  }

  @ParameterizedTest
  @MethodSource("widenings")
  void allBatchSizesOfMnist(Widening widening) throws IOException {
    byte[] pixels = TestSet.pixels(LARGEST_BATCH);
    for (int rows = 1; rows <= LARGEST_BATCH; rows++) {
      assertWidens(widening, Arrays.copyOf(pixels, rows * 784), rows, 784);
      assertWidens(widening, pixels, rows, 784);
    }
  }

  @ParameterizedTest
  @MethodSource("widenings")
  void allWidthsAndSharesOfBlankColumns(Widening widening) {
    Random random = new Random(3);
    for (int width = 1; width <= 100; width++) {
      for (int inked = 0; inked <= width; inked += 1 + random.nextInt(9)) {
        int rows = 1 + random.nextInt(5);
        byte[] pixels = new byte[rows * width];
        for (int i = 0; i < pixels.length; i++) {
          pixels[i] = i % width * 37 % width < inked ? (byte) random.nextInt(256) : 0;
        }
        assertWidens(widening, pixels, rows, width);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("widenings")
  void allValuesOfByte(Widening widening) {
    byte[] pixels = new byte[512];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) i;
    }
    assertWidens(widening, pixels, 2, 256);
  }

  @Test
  void vectorsAreThereInJvmsThatSparkStarts() {
    assertTrue(AdaptiveWidening.vectors().isPresent());
  }
}
