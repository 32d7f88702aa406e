package forwardpass.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.api.Test;

/** Pixels in OpenCV's order become grey as encoded ones do. */
class RawImageTest {
  @Test
  void coloursBecomeTheirLuma() {
    byte[] blueGreenRedWhite = {-1, 0, 0, 0, -1, 0, 0, 0, -1, -1, -1, -1};

    assertArrayEquals(
        new byte[] {29, (byte) 150, 76, (byte) 255}, RawImage.grey(blueGreenRedWhite, 2, 2, 3, 2));
  }

  @Test
  void whatIsTransparentLiesOnBlack() {
    assertArrayEquals(
        new byte[] {(byte) 128}, RawImage.grey(new byte[] {-1, -1, -1, (byte) 128}, 1, 1, 4, 1));
  }

  @Test
  void anotherSizeIsTheMeanOfTheArea() {
    assertArrayEquals(new byte[] {25}, RawImage.grey(new byte[] {10, 20, 30, 40}, 2, 2, 1, 1));
  }
}
