package forwardpass.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import forwardpass.image.resize.Interpolation;
import forwardpass.image.resize.PicturePreparation;
import forwardpass.image.resize.PictureShape;
import forwardpass.image.resize.Resize;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.stream.Stream;
import javax.imageio.ImageTypeSpecifier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures are what Pillow makes of the same files: {@code images/make_colours.py}. */
class PreparedPicturesTest {
  private static Stream<String> lines(String name) throws IOException {
    return new String(ImageDecoderTest.resource(name), StandardCharsets.US_ASCII).lines();
  }

  static Stream<String> colours() throws IOException {
    return lines("colours.csv");
  }

  static Stream<String> prepared() throws IOException {
    return lines("prepared.csv");
  }

  private static ImageDecoder decoder(int channels, int width, int height, Resize resize) {
    return decoder(channels, width, height, resize, Interpolation.BILINEAR);
  }

  private static ImageDecoder decoder(
      int channels, int width, int height, Resize resize, Interpolation interpolation) {
    PictureShape shape = new PictureShape(channels, height, width, true, false);
    return new ImageDecoder(new PicturePreparation(shape, resize, interpolation));
  }

  @ParameterizedTest
  @MethodSource("colours")
  void coloursArePillows(String line) throws IOException, BadImageException {
    String[] fields = line.split(",", -1);
    ImageDecoder decoder =
        decoder(3, Integer.parseInt(fields[1]), Integer.parseInt(fields[2]), new Resize.None());

    byte[] found = decoder.decode(ImageDecoderTest.resource(fields[0]));

    assertEquals(fields[3], HexFormat.of().formatHex(found), fields[0]);
  }

  @ParameterizedTest
  @MethodSource("prepared")
  void turnedAndResizedAndCroppedTheyArePillows(String line) throws IOException, BadImageException {
    String[] fields = line.split(",", -1);
    int[] numbers = Arrays.stream(fields, 1, 5).mapToInt(Integer::parseInt).toArray();
    ImageDecoder decoder =
        decoder(
            numbers[0],
            numbers[2],
            numbers[3],
            new Resize.Shorter(numbers[1]),
            Interpolation.valueOf(fields[5].toUpperCase(Locale.ROOT)));

    byte[] found = decoder.decode(ImageDecoderTest.resource(fields[0]));

    assertEquals(fields[6], HexFormat.of().formatHex(found), line);
  }

  /** Whatever it decoded or refused before. */
  @Test
  void oneDecoderServesForAllFiles() throws IOException, BadImageException {
    Resize resize = new Resize.Shorter(7);
    ImageDecoder decoder = decoder(3, 6, 8, resize);
    for (String line : prepared().toList()) {
      byte[] file = ImageDecoderTest.resource(line.substring(0, line.indexOf(',')));
      byte[] cut = Arrays.copyOf(file, file.length * 2 / 3);
      byte[] to = new byte[200];
      Arrays.fill(to, (byte) 99);
      byte[] expected = to.clone();

      assertThrows(BadImageException.class, () -> decoder.decode(cut, to, 5));
      assertArrayEquals(expected, to);

      System.arraycopy(decoder(3, 6, 8, resize).decode(file), 0, expected, 5, 144);
      decoder.decode(file, to, 5);
      assertArrayEquals(expected, to);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void anInterlacedPngIsTheSamePicture(int channels) throws IOException, BadImageException {
    BufferedImage image =
        JdkPictures.noise(
            ImageTypeSpecifier.createFromBufferedImageType(BufferedImage.TYPE_3BYTE_BGR), 21, 13);
    ImageDecoder decoder = decoder(channels, 6, 6, new Resize.Shorter(7));

    assertArrayEquals(
        decoder.decode(JdkPictures.written(image, "png", false)),
        decoder.decode(JdkPictures.written(image, "png", true)));
  }

  /** The longer side of a picture that is a thin line. */
  @Test
  void aPictureThatWouldBeTooLongIsRefused() throws IOException {
    byte[] line =
        JdkPictures.written(
            new BufferedImage(70_000, 1, BufferedImage.TYPE_BYTE_GRAY), "png", false);

    BadImageException e =
        assertThrows(
            BadImageException.class,
            () -> decoder(3, 224, 224, new Resize.Shorter(256)).decode(line));

    assertEquals(
        "Unsupported: line.png: expected a picture that is at most 16777216 pixels long when its shorter side is 256, found one of 70000 × 1; crop it",
        e.in("line.png").getMessage());
  }
}
