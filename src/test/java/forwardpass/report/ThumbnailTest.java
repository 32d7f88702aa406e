package forwardpass.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import forwardpass.image.resize.PictureShape;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThumbnailTest {
  private static final int SIDE = Thumbnail.SIDE;

  private static void assertPicture(int width, int height, byte[] samples, Thumbnail found) {
    assertEquals(width + "x" + height, found.width() + "x" + found.height());
    assertArrayEquals(samples, found.samples());
  }

  @Test
  void aPictureThatIsSmallStaysAsItIs() {
    byte[] pixels = new byte[SIDE * SIDE];
    pixels[SIDE + 1] = 7;

    assertPicture(SIDE, SIDE, pixels, Thumbnail.of(pixels, null));
  }

  @Test
  void aLargerOneIsAveraged() {
    byte[] pixels = new byte[4 * SIDE * SIDE];
    pixels[0] = (byte) 255;
    pixels[1] = (byte) 255;
    pixels[pixels.length - 1] = (byte) 100;

    byte[] expected = new byte[SIDE * SIDE];
    expected[0] = (byte) 128;
    expected[expected.length - 1] = 25;
    assertPicture(SIDE, SIDE, expected, Thumbnail.of(pixels, null));
  }

  @ParameterizedTest
  @CsvSource({
    "150, 150, 96, 96",
    "300, 100, 96, 32",
    "97, 1000, 9, 96",
    "1, 10000, 1, 96",
    "5, 3, 5, 3",
    "224, 96, 96, 41"
  })
  void theProportionIsKeptAndNoRowIsLost(int width, int height, int drawnWidth, int drawnHeight) {
    byte[] pixels = new byte[width * height];
    Arrays.fill(pixels, (byte) 200);

    byte[] expected = new byte[drawnWidth * drawnHeight];
    Arrays.fill(expected, (byte) 200);
    assertPicture(
        drawnWidth, drawnHeight, expected, Thumbnail.of(pixels, PictureShape.grey(height, width)));
  }

  /** Two pixels, red 1, green 2, blue 3 and red 4, green 5, blue 6, however they lie. */
  @ParameterizedTest
  @CsvSource({
    "true, false, 1 2 3 4 5 6",
    "true, true, 3 2 1 6 5 4",
    "false, false, 1 4 2 5 3 6",
    "false, true, 3 6 2 5 1 4"
  })
  void coloursAreRedGreenAndBlueHoweverTheNetworkTakesThem(
      boolean isChannelsLast, boolean isBlueFirst, String values) {
    byte[] taken = new byte[6];
    for (int i = 0; i < 6; i++) {
      taken[i] = Byte.parseByte(values.split(" ", -1)[i]);
    }

    Thumbnail found = Thumbnail.of(taken, new PictureShape(3, 1, 2, isChannelsLast, isBlueFirst));

    assertPicture(2, 1, new byte[] {1, 2, 3, 4, 5, 6}, found);
    assertTrue(found.isColour());
  }

  @Test
  void eachChannelIsAveragedByItself() {
    byte[] pixels = new byte[3 * 4 * SIDE * SIDE];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (i % 3 * 100);
    }

    byte[] expected = new byte[3 * SIDE * SIDE];
    for (int i = 0; i < expected.length; i++) {
      expected[i] = (byte) (i % 3 * 100);
    }
    assertPicture(
        SIDE,
        SIDE,
        expected,
        Thumbnail.of(pixels, new PictureShape(3, 2 * SIDE, 2 * SIDE, true, false)));
  }

  @Test
  void whatIsNoPictureIsNotKept() {
    for (byte[] values : new byte[][] {{}, new byte[3 * 112 * 112]}) {
      Thumbnail found = Thumbnail.of(values, null);

      assertPicture(0, 0, new byte[0], found);
      assertTrue(found.isEmpty());
      assertFalse(found.isColour());
    }
    assertTrue(
        Thumbnail.of(new byte[24], new PictureShape(2, 3, 4, true, false)).isEmpty(),
        "two channels are no colours");
  }
}
