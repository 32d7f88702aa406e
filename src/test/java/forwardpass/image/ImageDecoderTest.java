package forwardpass.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that Pillow made are the pixels that Pillow finds in them. */
class ImageDecoderTest {
  private static final ImageDecoder DECODER = new ImageDecoder(8, 6);

  private static final String SMOOTH_JPEG =
      "/forwardpass/fuzz/ReadersFuzzTestInputs/image/smooth.jpg";

  static byte[] resource(String name) throws IOException {
    try (InputStream in =
        ImageDecoderTest.class.getResourceAsStream(
            name.startsWith("/") ? name : "/images/" + name)) {
      return in.readAllBytes();
    }
  }

  static Stream<String> expected() throws IOException {
    return new String(resource("expected.csv"), StandardCharsets.US_ASCII).lines();
  }

  /** Pillow rounds luma and means another way by one. */
  @ParameterizedTest
  @MethodSource("expected")
  void pixelsArePillows(String line) throws IOException, BadImageException {
    int comma = line.indexOf(',');
    String name = line.substring(0, comma);
    int[] expected =
        Arrays.stream(line.substring(comma + 1).split(",", -1))
            .mapToInt(Integer::parseInt)
            .toArray();

    byte[] found = DECODER.decode(resource(name));

    assertEquals(48, expected.length);
    assertEquals(expected.length, found.length);
    for (int i = 0; i < expected.length; i++) {
      int difference = Math.abs(expected[i] - (found[i] & 0xff));
      assertTrue(difference <= 1, "%s: pixel %d differs by %d".formatted(name, i, difference));
    }
  }

  /** A plug-in on the class path that takes any file for its own. */
  @Test
  void readersThatAreNotTheJdksAreNotAsked() throws IOException {
    IIORegistry readers = IIORegistry.getDefaultInstance();
    ImageReaderSpi other = new OutOfMemoryReader.Provider();
    readers.registerServiceProvider(other, ImageReaderSpi.class);
    try {
      assertRefused(
          "Unsupported: image: expected a PNG, JPEG, BMP or GIF image, found neither; check that this is an image",
          OutOfMemoryReader.MAGIC.getBytes(StandardCharsets.US_ASCII));
    } finally {
      readers.deregisterServiceProvider(other, ImageReaderSpi.class);
    }
  }

  private static void assertRefused(String message, byte[] file) {
    BadImageException e = assertThrows(BadImageException.class, () -> DECODER.decode(file));
    assertEquals(message, e.in("image").getMessage());
  }

  @Test
  void anEmptyFileIsTruncated() {
    assertRefused(
        "Truncated: image: expected an image, found an empty file; copy it again", new byte[0]);
  }

  /** Of two gibibytes, it claims; for which the JDK would reserve the memory. */
  @ParameterizedTest
  @ValueSource(ints = {4, 5})
  void aBmpThatIsAnotherFileInsideIsRefused(int compression) {
    ByteBuffer file = ByteBuffer.allocate(1094).order(ByteOrder.LITTLE_ENDIAN);
    file.put((byte) 'B').put((byte) 'M').putInt(1094).putInt(0).putInt(54);
    file.putInt(40).putInt(4).putInt(4).putShort((short) 1).putShort((short) 24);
    file.putInt(compression).putInt(Integer.MAX_VALUE);
    assertRefused(
        "Unsupported: image: expected the pixels of a BMP, found a JPEG or PNG inside; save that by itself",
        file.array());
  }

  @Test
  void textIsNoImage() {
    assertRefused(
        "Unsupported: image: expected a PNG, JPEG, BMP or GIF image, found neither; check that this is an image",
        "no image".getBytes(StandardCharsets.US_ASCII));
  }

  @Test
  void inksOfPrintAreRefused() throws IOException {
    assertRefused(
        "Unsupported: image: expected grey or RGB, found the inks of print (CMYK); save it as RGB",
        resource("cmyk.jpg"));
  }

  /** The size is looked at before anything is decoded. */
  @Test
  void anImageTooLargeForMemoryIsRefused() throws IOException {
    byte[] png = resource("grey.png");
    ByteBuffer header = ByteBuffer.wrap(png);
    header.putInt(16, 50_000).putInt(20, 50_000);
    CRC32 crc = new CRC32();
    crc.update(png, 12, 17);
    header.putInt(29, (int) crc.getValue());

    assertRefused(
        "Unsupported: image: expected a PNG of at most 200 megapixels, no side longer than 1000000, found 50000 × 50000; make it smaller",
        png);
  }

  @ParameterizedTest
  @MethodSource("expected")
  void noCutImageDoesMoreThanRefuse(String line) throws IOException {
    byte[] whole = resource(line.substring(0, line.indexOf(',')));
    for (int length = 1; length < whole.length; length += 7) {
      byte[] cut = Arrays.copyOf(whole, length);
      try {
        assertEquals(48, DECODER.decode(cut).length);
      } catch (BadImageException e) {
        assertTrue(e.getMessage().startsWith("expected "), e.getMessage());
      }
    }
  }

  /** The JDK fills up with grey what is missing, and only warns. */
  @Test
  void aJpegThatIsCutAnywhereIsRefused() throws IOException, BadImageException {
    byte[] jpeg = resource(SMOOTH_JPEG);

    assertEquals(48, DECODER.decode(jpeg).length);
    for (int length = 0; length < jpeg.length; length++) {
      byte[] cut = Arrays.copyOf(jpeg, length);
      assertThrows(BadImageException.class, () -> DECODER.decode(cut), "cut to " + length);
    }
    assertRefused(
        "Truncated: image: expected the end marker (EOI) of a JPEG, found the end of the file at byte 340; copy it again",
        Arrays.copyOf(jpeg, jpeg.length - 10));
  }

  @Test
  void aJpegWithADamagedScanIsCorrupt() throws IOException {
    byte[] jpeg = resource(SMOOTH_JPEG);
    jpeg[jpeg.length - 12] = (byte) 0xff; // with what follows, a marker in the middle of the scan
    jpeg[jpeg.length - 11] = (byte) 0xd9;

    assertRefused(
        "Corrupt: image: expected a JPEG, found damage: Corrupt JPEG data: premature end of data segment; copy it again",
        jpeg);
  }

  @Test
  void aPngThatIsCutAnywhereIsRefused() throws IOException {
    byte[] png = resource("grey.png");

    for (int length = 0; length < png.length; length++) {
      byte[] cut = Arrays.copyOf(png, length);
      assertThrows(BadImageException.class, () -> DECODER.decode(cut), "cut to " + length);
    }
    assertRefused(
        "Truncated: image: expected chunk IEND at the end of a PNG, found the end of the file at byte %d; copy it again"
            .formatted(png.length - 12),
        Arrays.copyOf(png, png.length - 12));
  }

  /** In its first eight bytes, in lengths, names, contents and checksums. */
  @Test
  void aPngWithAnyBitFlippedIsRefused() throws IOException {
    for (String name : List.of("grey.png", "palette.png", "grey_alpha.png")) {
      byte[] png = resource(name);
      for (int bit = 0; bit < png.length * Byte.SIZE; bit++) {
        byte[] flipped = png.clone();
        flipped[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
        assertThrows(BadImageException.class, () -> DECODER.decode(flipped), name + ", bit " + bit);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "RIFF1234WEBPVP8 , WebP, convert it to PNG or JPEG",
    "II*_abcd, TIFF, convert it to PNG or JPEG",
    "MM_*abcd, TIFF, convert it to PNG or JPEG",
    "____ftypavif, AVIF, convert it to PNG or JPEG",
    "____ftypheic, HEIC, convert it to PNG or JPEG",
    "<svg xmlns=, SVG, convert it to PNG or JPEG",
    "<?xml version='1.0'?><svg>, SVG, convert it to PNG or JPEG",
    "%PDF-1.7, PDF, convert it to PNG or JPEG",
    "8BPS, PSD (Photoshop), convert it to PNG or JPEG",
    "<!DOCTYPE html>, a web page, fetch it again",
    "PK\u0003\u0004x, a zip file, unpack it",
    "__\u0008\u0003__, an IDX file, 'score it by itself, with --format idx'",
  })
  void whatIsAnotherFormatIsNamed(String head, String name, String advice) {
    String bytes = head.replace('_', '\0');
    assertRefused(
        "Unsupported: image: expected a PNG, JPEG, BMP or GIF image, found %s; %s"
            .formatted(name, advice),
        bytes.getBytes(StandardCharsets.ISO_8859_1));
  }
}
