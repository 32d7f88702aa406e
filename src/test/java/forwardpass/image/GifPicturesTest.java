package forwardpass.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.awt.image.BufferedImage;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A GIF has the pixels that the JDK's decoder finds in it, interlaced or not. */
class GifPicturesTest {
  private static final int[][] SIZES = {
    {1, 1}, {2, 1}, {1, 2}, {3, 3}, {4, 5}, {5, 4}, {1, 9}, {7, 8}, {8, 8}, {9, 11}, {33, 17}
  };

  private static void assertPixels(BufferedImage image, boolean isInterlaced, String what)
      throws IOException, BadImageException {
    byte[] expected = JdkPictures.grey(image);
    byte[] file = JdkPictures.written(image, "gif", isInterlaced);

    // Of one that is interlaced and has a pass without rows, the JDK takes rows for others.
    if (!isInterlaced || image.getHeight() > 4) {
      assertArrayEquals(expected, JdkPictures.read(file), what);
    }
    assertArrayEquals(
        expected, new ImageDecoder(image.getWidth(), image.getHeight()).decode(file), what);
  }

  @ParameterizedTest
  @CsvSource({
    "1, false",
    "1, true",
    "2, false",
    "2, true",
    "4, false",
    "4, true",
    "8, false",
    "8, true"
  })
  void theJdkFindsTheSamePixels(int bits, boolean isInterlaced)
      throws IOException, BadImageException {
    for (int[] size : SIZES) {
      assertPixels(
          JdkPictures.noise(JdkPictures.palette(bits, false), size[0], size[1]),
          isInterlaced,
          size[0] + " × " + size[1]);
    }
  }

  /** Codes come to their longest, and are cleared, many times. */
  @ParameterizedTest
  @CsvSource({"false", "true"})
  void alsoOfALargeOne(boolean isInterlaced) throws IOException, BadImageException {
    assertPixels(JdkPictures.noise(JdkPictures.palette(8, false), 701, 503), isInterlaced, "noise");
    assertPixels(JdkPictures.palette(8, false).createBufferedImage(701, 503), isInterlaced, "flat");
  }

  @ParameterizedTest
  @CsvSource({"false", "true"})
  void aLargeOneIsAveragedOverArea(boolean isInterlaced) throws IOException, BadImageException {
    BufferedImage image = JdkPictures.noise(JdkPictures.palette(8, false), 701, 503);

    byte[] found = new ImageDecoder(28, 28).decode(JdkPictures.written(image, "gif", isInterlaced));

    assertArrayEquals(JdkPictures.mean(JdkPictures.grey(image), 701, 28, 28), found);
  }
}
