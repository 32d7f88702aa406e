package forwardpass.idx;

import static forwardpass.idx.IdxBytes.FILE;
import static forwardpass.idx.IdxBytes.header;
import static forwardpass.idx.IdxBytes.hex;
import static forwardpass.idx.IdxBytes.readHeader;
import static forwardpass.idx.IdxBytes.refusal;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Headers that are refused. */
class IdxHeaderDamageTest {
  private static final String CHECK = "; check that this is the IDX file you meant";

  @Test
  void emptyFileIsTruncated() {
    assertEquals(
        "Truncated: digits.idx, byte 0: expected an IDX header, found an empty file" + CHECK,
        refusal(() -> readHeader(new byte[0])));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void headerCutBelowFourBytesIsTruncated(int length) {
    assertEquals(
        "Truncated: digits.idx, byte %d: expected an IDX header of at least 8 bytes, found %d%s"
            .formatted(length, length, CHECK),
        refusal(() -> readHeader(Arrays.copyOf(header(0x08, 1, 28, 28), length))));
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 5, 7, 8, 11, 12, 15})
  void headerCutBelowItsDimensionsIsTruncated(int length) {
    assertEquals(
        "Truncated: digits.idx, byte %d: expected a header of 16 bytes for 3 dimensions, found %d bytes; copy the file again"
            .formatted(length, length),
        refusal(() -> readHeader(Arrays.copyOf(header(0x08, 1, 28, 28), length))));
  }

  @ParameterizedTest
  @CsvSource({
    "01 00 08 03",
    "00 01 08 03",
    "1f 8b 08 00",
    "89 50 4e 47",
    "80 03 7d 71",
    "ff ff ff ff"
  })
  void firstTwoBytesThatAreNotZeroAreCorrupt(String magic) {
    assertEquals(
        "Corrupt: digits.idx, byte 0: expected 00 00 at the start of an IDX header, found "
            + magic
            + CHECK,
        refusal(() -> readHeader(hex(magic + "00 00 00 01"))));
  }

  @ParameterizedTest
  @CsvSource({"03 08 00 00", "01 08 00 00", "02 0d 00 00", "03 0e 00 00"})
  void littleEndianHeaderIsCorruptAndCalledWhatItIs(String magic) {
    assertEquals(
        "Corrupt: digits.idx, byte 0: expected 00 00 at the start of an IDX header, found "
            + magic
            + " (a little-endian header; IDX is big-endian)"
            + CHECK,
        refusal(() -> readHeader(hex(magic + "01 00 00 00 1c 00 00 00 1c 00 00 00"))));
  }

  @ParameterizedTest
  @CsvSource({"00", "01", "07", "0a", "0f", "10", "80", "88", "ff"})
  void typeCodesThatTheFormatDoesNotHaveAreUnsupported(String code) {
    assertEquals(
        "Unsupported: digits.idx, byte 2: expected the code of an IDX element type (08, 09, 0b, 0c,"
            + " 0d or 0e), found "
            + code
            + CHECK,
        refusal(() -> readHeader(hex("00 00" + code + "01 00 00 00 01"))));
  }

  @Test
  void noDimensionsAreCorrupt() {
    assertEquals(
        "Corrupt: digits.idx, byte 3: expected at least one dimension, found none" + CHECK,
        refusal(() -> readHeader(hex("00 00 08 00 05"))));
  }

  @ParameterizedTest
  @CsvSource({
    "-1, 28, 28, 4, 0, 1, -1",
    "-2147483648, 28, 28, 4, 0, 1, -2147483648",
    "5, -28, 28, 8, 1, 2, -28",
    "5, 28, -1, 12, 1, 3, -1",
    "5, 0, 28, 8, 1, 2, 0",
    "5, 28, 0, 12, 1, 3, 0",
    "0, 0, 0, 8, 1, 2, 0",
  })
  void negativeLengthsAndEmptyItemsAreCorrupt(
      int first, int second, int third, int place, int least, int dimension, int found) {
    assertEquals(
        "Corrupt: digits.idx, byte %d: expected a length from %d to 2147483647 for dimension %d, found %d%s"
            .formatted(place, least, dimension, found, CHECK),
        refusal(() -> readHeader(header(0x08, first, second, third))));
  }

  @ParameterizedTest
  @CsvSource({
    // past int: 65536 * 32768, and 8 * 2^28
    "8, 65536, 32768, 12, 2147483648",
    "14, 268435456, 1, 8, 2147483648",
    // past long, if it were multiplied on
    "8, 2147483647, 2147483647, 12, 4611686014132420609",
    "14, 2147483647, 2147483647, 8, 17179869176",
  })
  void itemsPastIntAreUnsupported(int code, int rows, int columns, int place, long bytes) {
    assertEquals(
        "Unsupported: digits.idx, byte %d: expected items of at most 2147483647 bytes, found dimensions of %d bytes and more an item%s"
            .formatted(place, bytes, CHECK),
        refusal(() -> readHeader(header(code, 1, rows, columns, 2147483647, 2147483647))));
  }

  @ParameterizedTest
  @CsvSource({
    "16, 16, 0",
    "799, 799, 0",
    "800, 800, 1",
    "1583, 1583, 1",
    "1584, 1584, 2",
    "2367, 2367, 2",
    "0, 0, 0",
  })
  void fileCutInMidImageSaysWhichImage(long found, long place, long image) {
    assertEquals(
        "Truncated: digits.idx, byte %d, in item %d of 3: expected 2368 bytes, found %d; copy the file again"
            .formatted(place, image, found),
        refusal(() -> readHeader(header(0x08, 3, 28, 28)).requireLength(found, FILE)));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 784, 5_000_000_000L})
  void bytesAfterTheLastImageAreCorrupt(long extra) {
    assertEquals(
        "Corrupt: digits.idx, byte 2368: expected the end of the file after 3 items, found %d more bytes; check the header's count or cut the file"
            .formatted(extra),
        refusal(() -> readHeader(header(0x08, 3, 28, 28)).requireLength(2368 + extra, FILE)));
  }

  @Test
  void theLengthOfAWholeFileIsAccepted() {
    assertDoesNotThrow(() -> readHeader(header(0x08, 3, 28, 28)).requireLength(2368, FILE));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3, 4, 9})
  void failuresOfStoragePassAsTheyAre(int position) {
    IOException failure = new IOException("datanode is gone");
    WatchedStream in = new WatchedStream(header(0x08, 1, 28, 28)).failingAt(position, failure);

    assertSame(failure, assertThrows(IOException.class, () -> IdxHeader.read(in, FILE)));
  }

  @Test
  void dimensionsThatChangeLaterDoNotChangeTheHeader() {
    List<Integer> dimensions = Arrays.asList(3, 28, 28);
    IdxHeader header = new IdxHeader(ElementType.UNSIGNED_BYTE, dimensions);

    dimensions.set(0, -1);

    assertEquals(3, header.count());
  }
}
