package forwardpass.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HalvedRowsTest {
  private static int mean(
      byte[] samples, int width, int height, int channels, int x, int y, int c) {
    int sum = 0;
    int count = 0;
    for (int atY = 2 * y; atY < Math.min(height, 2 * y + 2); atY++) {
      for (int atX = 2 * x; atX < Math.min(width, 2 * x + 2); atX++) {
        sum += samples[(atY * width + atX) * channels + c] & 0xff;
        count++;
      }
    }
    return (int) Math.floor((double) sum / count + 0.5);
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 2", "1, 4", "5, 1", "7, 9", "8, 6", "3, 2"})
  void eachPixelIsTheMeanOfThoseThatItCovers(int width, int height) {
    for (int channels : new int[] {1, 3}) {
      byte[] samples = new byte[width * height * channels];
      new Random(width).nextBytes(samples);
      HeldPicture held = new HeldPicture(channels);
      int newWidth = HalvedRows.half(width);
      int newHeight = HalvedRows.half(height);
      held.begin(newWidth, newHeight);
      HalvedRows rows = new HalvedRows(width, height, held);
      byte[] expected = new byte[newWidth * newHeight * channels];
      for (int i = 0; i < expected.length; i++) {
        int pixel = i / channels;
        expected[i] =
            (byte)
                mean(
                    samples,
                    width,
                    height,
                    channels,
                    pixel % newWidth,
                    pixel / newWidth,
                    i % channels);
      }

      for (int y = 0; y < height; y++) {
        rows.add(y, 0, 1, width, samples, y * width * channels);
      }

      byte[] found = new byte[expected.length];
      RowsInto into = new RowsInto(channels, newWidth, found);
      held.giveTo(into, Orientation.NONE);
      assertArrayEquals(expected, found);
    }
  }

  @Test
  void partsOfRowsAreNotTaken() {
    HalvedRows rows = new HalvedRows(4, 4, new HeldPicture(1));

    assertThrows(IllegalArgumentException.class, () -> rows.add(0, 1, 2, 2, new byte[2], 0));
  }
}
