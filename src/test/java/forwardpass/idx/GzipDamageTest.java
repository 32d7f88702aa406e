package forwardpass.idx;

import static forwardpass.idx.IdxBytes.FILE;
import static forwardpass.idx.IdxBytes.concat;
import static forwardpass.idx.IdxBytes.gzip;
import static forwardpass.idx.IdxBytes.images;
import static forwardpass.idx.IdxBytes.reader;
import static forwardpass.idx.IdxBytes.refusal;
import static forwardpass.idx.IdxBytes.stream;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Gzip that is refused. */
class GzipDamageTest {
  private static final byte[] SMALL = gzip(images(5, 4, 3));

  private static String refusalOf(byte[] file) {
    return refusal(() -> Gzip.decompress(stream(file), FILE).readAllBytes());
  }

  private static String corrupt(long position, String found) {
    return "Corrupt: digits.idx, gzip, after %d decompressed bytes: expected valid gzip data, found: %s; copy the file again"
        .formatted(position, found);
  }

  private static String truncated(long position) {
    return "Truncated: digits.idx, gzip, after %d decompressed bytes: expected more compressed data, found the end of the file; copy the file again"
        .formatted(position);
  }

  /** The message, wherever the damage is. */
  private static void assertTruncated(String message) {
    assertEquals(truncated(0), message.replaceFirst("after \\d+ ", "after 0 "));
  }

  static IntStream cuts() {
    return IntStream.range(2, SMALL.length);
  }

  @ParameterizedTest
  @MethodSource("cuts")
  void fileCutAtAnyByteIsTruncated(int length) {
    assertTruncated(refusalOf(Arrays.copyOf(SMALL, length)));
  }

  @ParameterizedTest
  @MethodSource("cuts")
  void idxCutAtAnyByteIsTruncated(int length) {
    byte[] cut = Arrays.copyOf(SMALL, length);
    String message =
        refusal(
            () -> {
              IdxReader reader = reader(Gzip.decompress(stream(cut), FILE));
              reader.readBytes(new byte[0], 2);
              reader.skip(1);
              reader.readFloats(new float[0], 2);
              reader.expectEnd();
            });
    assertTruncated(message);
  }

  @ParameterizedTest
  @ValueSource(ints = {8_000, 100_000, 299_000})
  void placeOfTheDamageCountsAllThatCameBefore(int length) throws DataFormatException {
    byte[] noise = new byte[300_000];
    new Random(7).nextBytes(noise);
    byte[] cut = Arrays.copyOf(gzip(noise), length);
    Inflater inflater = new Inflater(true);
    inflater.setInput(cut, 10, length - 10);
    int whole = inflater.inflate(new byte[300_000]);
    inflater.end();

    assertEquals(
        truncated(whole),
        refusal(
            () -> Gzip.decompress(stream(cut), FILE).readNBytes(new byte[300_000], 0, 300_000)));
  }

  @ParameterizedTest
  @CsvSource({
    "8, Gzip-compressed data is corrupt (CRC32 error).",
    "5, Gzip-compressed data is corrupt (CRC32 error).",
    "4, Gzip-compressed data is corrupt (uncompressed size mismatch).",
    "1, Gzip-compressed data is corrupt (uncompressed size mismatch).",
  })
  void wrongChecksumAndWrongLengthAreCorrupt(int fromTheEnd, String found) {
    byte[] file = SMALL.clone();
    file[file.length - fromTheEnd] ^= 1;

    assertEquals(corrupt(76, found), refusalOf(file));
  }

  @Test
  void wrongChecksumIsFoundWhereAllItemsHaveBeenRead() {
    byte[] file = gzip(images(5, 4, 3));
    file[file.length - 8] ^= 1;

    String message =
        refusal(
            () -> {
              IdxReader reader = reader(Gzip.decompress(stream(file), FILE));
              reader.readBytes(new byte[0], 5);
              reader.expectEnd();
            });
    assertEquals(corrupt(76, "Gzip-compressed data is corrupt (CRC32 error)."), message);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1, Input is not in the .gz format.",
    "1, 1, Input is not in the .gz format.",
    "2, 7, Unsupported compression method 7 in the .gz header",
    "3, 224, Reserved flags are set in the .gz header.",
  })
  void headerThatIsNotGzipIsCorrupt(int place, int value, String found) {
    byte[] file = SMALL.clone();
    file[place] = (byte) value;

    assertEquals(corrupt(0, found), refusalOf(file));
  }

  @Test
  void dataThatIsNotDeflateIsCorrupt() {
    byte[] file = SMALL.clone();
    file[10] |= 0x06; // a block of the type that there is not

    assertEquals(corrupt(0, "Gzip-compressed data is corrupt."), refusalOf(file));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\0", "rubbish", "\0\0\0\0\0\0\0\0", "\u001f", "\u001f\0"})
  void rubbishAfterTheLastMemberIsCorrupt(String rubbish) {
    byte[] file = concat(SMALL, rubbish.getBytes(StandardCharsets.ISO_8859_1));

    assertEquals(corrupt(76, "Unexpected data after a valid .gz stream."), refusalOf(file));
  }

  @Test
  void rubbishIsFoundWhereAllItemsHaveBeenRead() {
    byte[] file = concat(SMALL, new byte[3]);

    String message =
        refusal(
            () -> {
              IdxReader reader = reader(Gzip.decompress(stream(file), FILE));
              reader.readBytes(new byte[0], 5);
              reader.expectEnd();
            });
    assertEquals(corrupt(76, "Unexpected data after a valid .gz stream."), message);
  }

  @Test
  void secondMemberCutShortIsRefused() {
    for (int length = SMALL.length + 2; length < 2 * SMALL.length; length++) {
      assertTruncated(refusalOf(Arrays.copyOf(concat(SMALL, SMALL), length)));
    }
  }

  @Test
  void emptyGzipFileIsATruncatedIdxFile() {
    assertEquals(
        "Truncated: digits.idx, byte 0: expected an IDX header, found an empty file; check that"
            + " this is the IDX file you meant",
        refusal(() -> reader(Gzip.decompress(stream(gzip(new byte[0])), FILE))));
  }

  @Test
  void shortDataInWholeGzipIsATruncatedIdxFile() {
    byte[] file = gzip(Arrays.copyOf(images(5, 4, 3), 16 + 30));

    assertEquals(
        "Truncated: digits.idx, byte 46, in item 2 of 5: expected 76 bytes, found 46; copy the file"
            + " again",
        refusal(() -> reader(Gzip.decompress(stream(file), FILE)).readBytes(new byte[0], 5)));
  }

  @Test
  void damageIsFoundBySkippingToo() {
    byte[] cut = Arrays.copyOf(SMALL, SMALL.length - 20);

    String message =
        refusal(
            () -> {
              try (InputStream in = Gzip.decompress(stream(cut), FILE)) {
                in.skipNBytes(76);
              }
            });
    assertTruncated(message);
  }
}
