package forwardpass.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import forwardpass.image.resize.Interpolation;
import forwardpass.image.resize.PicturePreparation;
import forwardpass.image.resize.PictureShape;
import forwardpass.image.resize.Resize;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pictures that are made here by the description of their format. */
class PictureFilesTest {
  private static final int WIDTH = 8;
  private static final int HEIGHT = 6;

  private static byte[] jpeg() throws IOException {
    try (InputStream in =
        PictureFilesTest.class.getResourceAsStream(
            "/forwardpass/fuzz/ReadersFuzzTestInputs/image/smooth.jpg")) {
      return in.readAllBytes();
    }
  }

  private static byte[] inserted(byte[] file, int at, byte[] more) {
    byte[] all = Arrays.copyOf(file, file.length + more.length);
    System.arraycopy(more, 0, all, at, more.length);
    System.arraycopy(file, at, all, at + more.length, file.length - at);
    return all;
  }

  /** A TIFF header with one tag, in APP1. */
  private static byte[] exif(ByteOrder order, int orientation) {
    ByteBuffer tiff = ByteBuffer.allocate(26).order(order);
    tiff.put((order == ByteOrder.BIG_ENDIAN ? "MM" : "II").getBytes(StandardCharsets.US_ASCII));
    tiff.putShort((short) 42).putInt(8).putShort((short) 1);
    tiff.putShort((short) 0x0112).putShort((short) 3).putInt(1).putShort((short) orientation);
    ByteBuffer segment = ByteBuffer.allocate(36);
    segment.putShort((short) 0xffe1).putShort((short) 34);
    segment.put("Exif\0\0".getBytes(StandardCharsets.US_ASCII)).put(tiff.array());
    return segment.array();
  }

  private static byte[] mirrored(byte[] pixels, int width) {
    byte[] mirrored = new byte[pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      mirrored[i - i % width + width - 1 - i % width] = pixels[i];
    }
    return mirrored;
  }

  private static byte[] transposed(byte[] pixels, int width) {
    int height = pixels.length / width;
    byte[] transposed = new byte[pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      transposed[i % width * height + i / width] = pixels[i];
    }
    return transposed;
  }

  private static byte[] upsideDown(byte[] pixels) {
    byte[] turned = new byte[pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      turned[pixels.length - 1 - i] = pixels[i];
    }
    return turned;
  }

  /** As EXIF draws them: 6 is turned clockwise, 8 the other way; 0 and 9 are none. */
  @ParameterizedTest
  @CsvSource({"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"})
  void jpegsAreTurnedAsExifSays(int orientation) throws IOException, BadImageException {
    byte[] stored = new ImageDecoder(WIDTH, HEIGHT).decode(jpeg());
    byte[] sideways = transposed(stored, WIDTH);
    byte[] expected =
        switch (orientation) {
          case 2 -> mirrored(stored, WIDTH);
          case 3 -> upsideDown(stored);
          case 4 -> upsideDown(mirrored(stored, WIDTH));
          case 5 -> sideways;
          case 6 -> mirrored(sideways, HEIGHT);
          case 7 -> upsideDown(sideways);
          case 8 -> upsideDown(mirrored(sideways, HEIGHT));
          default -> stored;
        };
    boolean isSideways = orientation >= 5 && orientation <= 8;
    ImageDecoder decoder =
        isSideways ? new ImageDecoder(HEIGHT, WIDTH) : new ImageDecoder(WIDTH, HEIGHT);

    for (ByteOrder order : new ByteOrder[] {ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN}) {
      byte[] turned = inserted(jpeg(), 2, exif(order, orientation));
      assertArrayEquals(expected, decoder.decode(turned), order.toString());
    }
  }

  @Test
  void bytesBeforeAMarkerAndAfterTheEndAreHarmless() throws IOException, BadImageException {
    byte[] expected = new ImageDecoder(WIDTH, HEIGHT).decode(jpeg());
    byte[] before = inserted(jpeg(), jpeg().length - 2, new byte[] {0, 1, 2});
    byte[] after = inserted(jpeg(), jpeg().length, jpeg());

    assertArrayEquals(expected, new ImageDecoder(WIDTH, HEIGHT).decode(before));
    assertArrayEquals(expected, new ImageDecoder(WIDTH, HEIGHT).decode(after));
  }

  /** Grey in blocks of one shade: 64 in the upper half, 192 in the lower. */
  private static byte[] halves(int size, boolean isProgressive) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    String end = isProgressive ? "" : "0";
    String quantiser = "ffdb004300" + "08".repeat(64);
    String frame = "0b08%04x%04x01011100".formatted(size, size);
    String tables = // of differences of 0, 7 and 8 bits; and the end of a block
        "ffc4001600010101" + "00".repeat(13) + "000708" + "ffc400141001" + "00".repeat(15) + "00";
    String scan = "ffda0008010100" + (isProgressive ? "000000" : "003f00");
    file.writeBytes(
        HexFormat.of()
            .parseHex(
                "ffd8"
                    + quantiser
                    + (isProgressive ? "ffc200" : "ffc000")
                    + frame
                    + tables
                    + scan));
    int blocks = size / 8;
    StringBuilder bits = new StringBuilder("10" + "0111111" + end);
    for (int i = 1; i < blocks * blocks; i++) {
      bits.append(i == blocks * blocks / 2 ? "110" + "10000000" : "0").append(end);
      while (bits.length() >= Byte.SIZE) {
        write(Integer.parseInt(bits.substring(0, Byte.SIZE), 2), file);
        bits.delete(0, Byte.SIZE);
      }
    }
    write(Integer.parseInt((bits + "11111111").substring(0, Byte.SIZE), 2), file);
    file.writeBytes(HexFormat.of().parseHex("ffd9"));
    return file.toByteArray();
  }

  private static void write(int data, ByteArrayOutputStream file) {
    file.write(data);
    if (data == 0xff) {
      file.write(0);
    }
  }

  /** They would take 196 and 49 megabytes. */
  @ParameterizedTest
  @CsvSource({"14000, false", "6944, true"})
  void largeJpegsAreAveragedAsTheyAreRead(int size, boolean isProgressive)
      throws BadImageException {
    byte[] pixels = new ImageDecoder(2, 2).decode(halves(size, isProgressive));

    assertArrayEquals(new byte[] {64, 64, (byte) 192, (byte) 192}, pixels);
  }

  private static ImageDecoder resized(int size) {
    return new ImageDecoder(
        new PicturePreparation(
            PictureShape.grey(size, size), new Resize.Shorter(size), Interpolation.BILINEAR));
  }

  /** Of 52 megapixels: halved before it is turned. */
  @Test
  void aLargeJpegThatIsTurnedAndMadeMuchSmallerIsWithinThreeOf255() throws BadImageException {
    byte[] stored = halves(7216, false);
    byte[] expected = transposed(resized(12).decode(stored), 12);

    byte[] found = resized(12).decode(inserted(stored, 2, exif(ByteOrder.BIG_ENDIAN, 5)));

    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i] & 0xff, found[i] & 0xff, 3, "value " + i);
    }
  }

  @Test
  void aLargeJpegThatIsTurnedAndHardlyMadeSmallerIsRefused() {
    byte[] file = inserted(halves(7216, false), 2, exif(ByteOrder.BIG_ENDIAN, 5));

    BadImageException e = assertThrows(BadImageException.class, () -> resized(903).decode(file));
    assertEquals(
        "expected a picture that is interlaced, or turned by EXIF and not made much smaller, of at most 50 megapixels, no side longer than 1000000, found 7216 × 7216",
        e.getMessage());
  }

  @ParameterizedTest
  @CsvSource({"14400, false, a JPEG, 200", "8000, true, a progressive JPEG, 50"})
  void jpegsThatAreTooLargeAreRefused(int size, boolean isProgressive, String kind, int most) {
    byte[] file = halves(size, isProgressive);

    BadImageException e =
        assertThrows(BadImageException.class, () -> new ImageDecoder(2, 2).decode(file));
    assertEquals(
        "expected %s of at most %d megapixels, no side longer than 1000000, found %d × %d"
            .formatted(kind, most, size, size),
        e.getMessage());
  }

  /** Of one row. */
  private static byte[] png(int width, int type, int depth, String row, String... chunks)
      throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(HexFormat.of().parseHex("89504e470d0a1a0a"));
    write("IHDR", "%08x00000001%02x%02x000000".formatted(width, depth, type), file);
    for (int i = 0; i < chunks.length; i += 2) {
      write(chunks[i], chunks[i + 1], file);
    }
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflated = new DeflaterOutputStream(data)) {
      deflated.write(HexFormat.of().parseHex("00" + row));
    }
    write("IDAT", HexFormat.of().formatHex(data.toByteArray()), file);
    write("IEND", "", file);
    return file.toByteArray();
  }

  private static void write(String type, String content, ByteArrayOutputStream file)
      throws IOException {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    byte[] bytes = HexFormat.of().parseHex(content);
    CRC32 crc = new CRC32();
    crc.update(name);
    crc.update(bytes);
    DataOutputStream out = new DataOutputStream(file);
    out.writeInt(bytes.length);
    out.write(name);
    out.write(bytes);
    out.writeInt((int) crc.getValue());
  }

  private static void assertShades(String expected, int width, byte[] file)
      throws BadImageException {
    byte[] found = new ImageDecoder(width, 1).decode(file);
    assertEquals(expected, HexFormat.of().formatHex(found));
  }

  @Test
  void samplesOfAPngAreOneRuleEach() throws IOException, BadImageException {
    assertShades("ff00ff", 3, png(3, 0, 1, "a0"));
    assertShades("0055aaff", 4, png(4, 0, 2, "1b"));
    assertShades("0011ff", 3, png(3, 0, 4, "01f0"));
    assertShades("0080ff", 3, png(3, 0, 16, "00ff80ffffff")); // the lower 8 are lost
    assertShades("00ff80", 3, png(3, 4, 8, "ff00ffffff80")); // on black
    assertShades("4c961d", 3, png(3, 2, 8, "ff000000ff000000ff"));
    assertShades("004d", 2, png(2, 0, 8, "4c4d", "tRNS", "004c"));
    assertShades("004b", 2, png(2, 2, 8, "ff0000fb0000", "tRNS", "00ff00000000"));
    assertShades("001dff", 3, png(3, 3, 2, "18", "PLTE", "ff00000000ffffffff", "tRNS", "00"));
    assertShades("80", 1, png(1, 0, 8, "80", "gAMA", "0000b18f"));
  }

  /** A canvas of 4 × 3 with a picture of 2 × 1 on it, of colours 1 and 3. */
  @ParameterizedTest
  @CsvSource({"0, 0080ff00", "1, 0000ff00"})
  void aGifLiesOnItsCanvas(int isTransparent, String middleRow) throws BadImageException {
    String file =
        "474946383961"
            + "04000300"
            + "810000"
            + "000000808080404040ffffff"
            + "21f904%02x00000100".formatted(isTransparent)
            + "2c"
            + "0100010002000100"
            + "00"
            + "02"
            + "02cc0a"
            + "00"
            + "3b";

    byte[] found = new ImageDecoder(4, 3).decode(HexFormat.of().parseHex(file));

    assertEquals("00000000" + middleRow + "00000000", HexFormat.of().formatHex(found));
  }
}
