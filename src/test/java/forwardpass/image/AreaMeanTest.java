package forwardpass.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each way to the mean gives what its definition does. */
class AreaMeanTest {
  private final Random random = new Random(1);

  private byte[] noise(int length) {
    byte[] grey = new byte[length];
    random.nextBytes(grey);
    return grey;
  }

  /** Rows from below, and what is not added is black. */
  @Test
  void copiesAreTheMeansOfSinglePixels() {
    AreaMean mean = new AreaMean(13, 9);
    byte[][] found = new byte[2][];
    byte[] row = noise(20);
    for (int way = 0; way < 2; way++) {
      mean.begin(13, 9, way == 0);
      for (int y = 8; y > 0; y--) {
        mean.add(y, y % 3, 1 + y % 4, 3, row, y);
      }
      found[way] = mean.pixels().clone();
    }
    assertArrayEquals(found[1], found[0]);
  }

  /** Whole rows, and their halves. */
  @ParameterizedTest
  @CsvSource({
    "28, 28",
    "29, 28",
    "27, 28",
    "56, 28",
    "300, 28",
    "301, 28",
    "1000, 28",
    "55, 28",
    "7, 1",
    "1, 7",
    "31, 30",
    "5, 3"
  })
  void meansAreThoseOfTheDefinition(int width, int newWidth) {
    int height = 11;
    byte[] grey = noise(width * height);
    for (int newHeight : new int[] {1, 10, 11, 12, 22}) {
      AreaMean mean = new AreaMean(newWidth, newHeight);
      byte[] expected = JdkPictures.mean(grey, width, newWidth, newHeight);
      for (int half : new int[] {0, width / 2}) {
        mean.begin(width, height);
        for (int y = 0; y < height; y++) {
          mean.add(y, 0, 1, half, grey, y * width);
          mean.add(y, half, 1, width - half, grey, y * width + half);
        }
        assertArrayEquals(expected, mean.pixels());
      }
    }
  }
}
