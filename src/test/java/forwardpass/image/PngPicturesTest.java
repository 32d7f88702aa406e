package forwardpass.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import javax.imageio.ImageTypeSpecifier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each kind of PNG has the pixels that the JDK's decoder finds in it, interlaced or not. */
class PngPicturesTest {
  private static final int SIGNATURE_AND_IHDR = 33;
  private static final int IEND_BYTES = 12;

  private static final int[][] SIZES = {
    {1, 1}, {1, 2}, {2, 1}, {3, 3}, {4, 5}, {5, 4}, {1, 9}, {9, 1}, {7, 8}, {8, 8}, {13, 9},
    {33, 17}
  };

  private static ImageTypeSpecifier samples(int count, int type) {
    int[] bands = {0, 1, 2, 3};
    ColorSpace colours =
        ColorSpace.getInstance(count < 3 ? ColorSpace.CS_GRAY : ColorSpace.CS_sRGB);
    return ImageTypeSpecifier.createInterleaved(
        colours, Arrays.copyOf(bands, count), type, count % 2 == 0, false);
  }

  /** With the type and the depth that IHDR then has. */
  static Stream<Arguments> kinds() {
    int bytes = DataBuffer.TYPE_BYTE;
    int shorts = DataBuffer.TYPE_USHORT;
    return Stream.of(
        Arguments.of(0, 1, ImageTypeSpecifier.createGrayscale(1, bytes, false)),
        Arguments.of(0, 2, ImageTypeSpecifier.createGrayscale(2, bytes, false)),
        Arguments.of(0, 4, ImageTypeSpecifier.createGrayscale(4, bytes, false)),
        Arguments.of(0, 8, ImageTypeSpecifier.createGrayscale(8, bytes, false)),
        Arguments.of(0, 16, ImageTypeSpecifier.createGrayscale(16, shorts, false)),
        Arguments.of(2, 8, samples(3, bytes)),
        Arguments.of(2, 16, samples(3, shorts)),
        Arguments.of(3, 1, JdkPictures.palette(1, false)),
        Arguments.of(3, 2, JdkPictures.palette(2, true)),
        Arguments.of(3, 4, JdkPictures.palette(4, false)),
        Arguments.of(3, 8, JdkPictures.palette(8, true)),
        Arguments.of(4, 8, samples(2, bytes)),
        Arguments.of(4, 16, samples(2, shorts)),
        Arguments.of(6, 8, samples(4, bytes)),
        Arguments.of(6, 16, samples(4, shorts)));
  }

  @ParameterizedTest(name = "of type {0}, of {1} bits")
  @MethodSource("kinds")
  void theJdkFindsTheSamePixels(int type, int depth, ImageTypeSpecifier kind)
      throws IOException, BadImageException {
    for (int[] size : SIZES) {
      BufferedImage image = JdkPictures.noise(kind, size[0], size[1]);
      for (boolean isInterlaced : new boolean[] {false, true}) {
        byte[] file = JdkPictures.written(image, "png", isInterlaced);

        assertArrayEquals(
            new byte[] {(byte) depth, (byte) type, 0, 0, (byte) (isInterlaced ? 1 : 0)},
            Arrays.copyOfRange(file, 24, 29));
        assertArrayEquals(JdkPictures.grey(image), JdkPictures.read(file));
        assertArrayEquals(JdkPictures.grey(image), new ImageDecoder(size[0], size[1]).decode(file));
      }
    }
  }

  /** Row by row, of which those of an interlaced one come in seven passes. */
  @ParameterizedTest
  @CsvSource({"1501, 1103, 28, 28", "1501, 1103, 1501, 1103", "29, 2003, 28, 28", "3, 5, 28, 28"})
  void anInterlacedOneIsAveragedOverArea(int width, int height, int newWidth, int newHeight)
      throws IOException, BadImageException {
    BufferedImage image = JdkPictures.noise(samples(3, DataBuffer.TYPE_BYTE), width, height);
    byte[] grey = JdkPictures.grey(image);

    byte[] found =
        new ImageDecoder(newWidth, newHeight).decode(JdkPictures.written(image, "png", true));

    assertArrayEquals(JdkPictures.mean(grey, width, newWidth, newHeight), found);
  }

  /** Big-endian, and of one tag. */
  private static byte[] exif(int orientation) {
    String tiff = "4d4d002a00000008" + "0001" + "0112000300000001%04x0000" + "00000000";
    byte[] content = HexFormat.of().parseHex(tiff.formatted(orientation));
    byte[] named = "eXIf".getBytes(StandardCharsets.US_ASCII);
    CRC32 crc = new CRC32();
    crc.update(named);
    crc.update(content);
    return ByteBuffer.allocate(12 + content.length)
        .putInt(content.length)
        .put(named)
        .put(content)
        .putInt((int) crc.getValue())
        .array();
  }

  private static byte[] inserted(byte[] file, int at, byte[] chunk) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.write(file, 0, at);
    all.writeBytes(chunk);
    all.write(file, at, file.length - at);
    return all.toByteArray();
  }

  /** Before the pixels and after them; the rows are what is seen, as EXIF draws it. */
  @ParameterizedTest
  @CsvSource({
    "0, 010203 040506",
    "1, 010203 040506",
    "2, 030201 060504",
    "3, 060504 030201",
    "4, 040506 010203",
    "5, 0104 0205 0306",
    "6, 0401 0502 0603",
    "7, 0603 0502 0401",
    "8, 0306 0205 0104",
    "9, 010203 040506"
  })
  void oneIsTurnedAsItsExifSays(int orientation, String seen)
      throws IOException, BadImageException {
    BufferedImage image = new BufferedImage(3, 2, BufferedImage.TYPE_BYTE_GRAY);
    image.getRaster().setDataElements(0, 0, 3, 2, new byte[] {1, 2, 3, 4, 5, 6});
    byte[] file = JdkPictures.written(image, "png", false);
    int width = seen.indexOf(' ') / 2;

    for (int at : new int[] {SIGNATURE_AND_IHDR, file.length - IEND_BYTES}) {
      byte[] found =
          new ImageDecoder(width, 6 / width).decode(inserted(file, at, exif(orientation)));

      assertEquals(seen.replace(" ", ""), HexFormat.of().formatHex(found));
    }
  }

  /** Of a network's size, as people's pictures are not. */
  @Test
  void oneIsAveragedAsItIsSeenNotAsItIsStored() throws IOException, BadImageException {
    BufferedImage image =
        JdkPictures.noise(
            ImageTypeSpecifier.createGrayscale(8, DataBuffer.TYPE_BYTE, false), 50, 31);
    byte[] file = JdkPictures.written(image, "png", true);
    BufferedImage turned = new BufferedImage(31, 50, BufferedImage.TYPE_BYTE_GRAY);
    for (int y = 0; y < 50; y++) {
      for (int x = 0; x < 31; x++) { // clockwise by a quarter
        turned.getRaster().setSample(x, y, 0, image.getRaster().getSample(y, 30 - x, 0));
      }
    }

    byte[] found = new ImageDecoder(28, 20).decode(inserted(file, SIGNATURE_AND_IHDR, exif(6)));

    assertArrayEquals(JdkPictures.mean(JdkPictures.grey(turned), 31, 28, 20), found);
  }
}
