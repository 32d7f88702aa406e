package forwardpass.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;

class ThumbnailTest {
  @Test
  void aPictureThatIsSmallStaysAsItIs() {
    byte[] pixels = new byte[Thumbnail.SIDE * Thumbnail.SIDE];

    assertSame(pixels, Thumbnail.of(pixels));
  }

  @Test
  void aLargerOneIsAveraged() {
    int side = 2 * Thumbnail.SIDE;
    byte[] pixels = new byte[side * side];
    pixels[0] = (byte) 255;
    pixels[1] = (byte) 255;
    pixels[pixels.length - 1] = (byte) 100;

    byte[] smaller = Thumbnail.of(pixels);

    byte[] expected = new byte[Thumbnail.SIDE * Thumbnail.SIDE];
    expected[0] = (byte) 128;
    expected[expected.length - 1] = 25;
    assertArrayEquals(expected, smaller);
  }

  @Test
  void aSideThatIsNoMultipleLosesNoRow() {
    byte[] pixels = new byte[150 * 150];
    java.util.Arrays.fill(pixels, (byte) 200);

    byte[] smaller = Thumbnail.of(pixels);

    byte[] expected = new byte[Thumbnail.SIDE * Thumbnail.SIDE];
    java.util.Arrays.fill(expected, (byte) 200);
    assertArrayEquals(expected, smaller);
  }

  @Test
  void whatIsNoSquareIsNotKept() {
    assertEquals(0, Thumbnail.of(new byte[3 * 112 * 112]).length);
  }
}
