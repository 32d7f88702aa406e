package forwardpass.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import forwardpass.image.resize.Interpolation;
import forwardpass.image.resize.PicturePreparation;
import forwardpass.image.resize.PictureShape;
import forwardpass.image.resize.Resize;
import org.junit.jupiter.api.Test;

/** Pixels in OpenCV's order become grey as encoded ones do. */
class RawImageTest {
  private static byte[] grey(RawImage pixels, int side) throws BadImageException {
    byte[] grey = new byte[side * side];
    new ImageDecoder(side, side).decode(pixels, grey, 0);
    return grey;
  }

  @Test
  void coloursComeInTheOrderOfTheNetwork() throws BadImageException {
    RawImage pixel = new RawImage(new byte[] {10, 20, 30, -1}, 1, 1, 4);
    byte[] rgb = new byte[3];
    new ImageDecoder(
            new PicturePreparation(
                new PictureShape(3, 1, 1, true, false), new Resize.None(), Interpolation.AREA))
        .decode(pixel, rgb, 0);
    assertArrayEquals(new byte[] {30, 20, 10}, rgb);
  }

  @Test
  void coloursBecomeTheirLuma() throws BadImageException {
    byte[] blueGreenRedWhite = {-1, 0, 0, 0, -1, 0, 0, 0, -1, -1, -1, -1};

    assertArrayEquals(
        new byte[] {29, (byte) 150, 76, (byte) 255},
        grey(new RawImage(blueGreenRedWhite, 2, 2, 3), 2));
  }

  @Test
  void whatIsTransparentLiesOnBlack() throws BadImageException {
    assertArrayEquals(
        new byte[] {(byte) 128},
        grey(new RawImage(new byte[] {-1, -1, -1, (byte) 128}, 1, 1, 4), 1));
  }

  @Test
  void anotherSizeIsTheMeanOfTheArea() throws BadImageException {
    assertArrayEquals(new byte[] {25}, grey(new RawImage(new byte[] {10, 20, 30, 40}, 2, 2, 1), 1));
  }
}
