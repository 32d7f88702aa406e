package forwardpass.idx;

import static forwardpass.idx.IdxBytes.FILE;
import static forwardpass.idx.IdxBytes.concat;
import static forwardpass.idx.IdxBytes.encoded;
import static forwardpass.idx.IdxBytes.header;
import static forwardpass.idx.IdxBytes.images;
import static forwardpass.idx.IdxBytes.reader;
import static forwardpass.idx.IdxBytes.refusal;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Data that are refused. */
class IdxReaderDamageTest {
  /** Four images of 6 bytes behind a header of 16. */
  private static final byte[] FOUR = images(4, 2, 3);

  static IntStream cuts() {
    return IntStream.range(16, FOUR.length);
  }

  private static String truncated(int found) {
    return "Truncated: digits.idx, byte %d, in item %d of 4: expected 40 bytes, found %d; copy the file again"
        .formatted(found, (found - 16) / 6, found);
  }

  @ParameterizedTest
  @MethodSource("cuts")
  void dataCutAnywhereSaysInWhichImage(int length) throws IOException {
    byte[] cut = Arrays.copyOf(FOUR, length);
    assertEquals(truncated(length), refusal(() -> reader(cut).readBytes(new byte[0], 4)));
    assertEquals(truncated(length), refusal(() -> reader(cut).readBytes(new byte[100], 4)));
    assertEquals(truncated(length), refusal(() -> reader(cut).readFloats(new float[0], 4)));
    assertEquals(truncated(length), refusal(() -> reader(cut).skip(4)));
    assertEquals(
        truncated(length),
        refusal(() -> reader(new WatchedStream(cut).inPiecesOf(1)).readBytes(new byte[0], 4)));
  }

  @ParameterizedTest
  @MethodSource("cuts")
  void dataCutInALaterBatchSaysInWhichImageOfTheFile(int length) throws IOException {
    IdxReader reader = reader(Arrays.copyOf(FOUR, length));
    int whole = (length - 16) / 6;
    reader.skip(whole / 2);
    reader.readBytes(new byte[0], whole - whole / 2);
    assertEquals(truncated(length), refusal(() -> reader.readBytes(new byte[0], 4 - whole)));
  }

  @Test
  void labelsCutShortSayWhichLabel() throws IOException {
    IdxReader reader = reader(Arrays.copyOf(concat(header(0x0B, 5), new byte[10]), 8 + 7));
    reader.readLabels(new int[0], 2);
    assertEquals(
        "Truncated: digits.idx, byte 15, in item 3 of 5: expected 18 bytes, found 15; copy the file"
            + " again",
        refusal(() -> reader.readLabels(new int[0], 3)));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 6, 100_000})
  void bytesAfterTheLastItemAreCorrupt(int extra) throws IOException {
    IdxReader reader = reader(concat(FOUR, new byte[extra]));
    reader.readBytes(new byte[0], 4);
    assertEquals(
        "Corrupt: digits.idx, byte 40: expected the end of the file after 4 items, found more"
            + " bytes; check the header's count or cut the file",
        refusal(reader::expectEnd));
  }

  @ParameterizedTest
  @CsvSource({"NaN, 0, 0", "NaN, 4, 2", "Infinity, 1, 1", "-Infinity, 3, 0", "Infinity, 4, 2"})
  void floatsThatAreNotFiniteAreCorruptAndNamed(float bad, int image, int value)
      throws IOException {
    byte[] data =
        encoded(
            out -> {
              for (int i = 0; i < 15; i++) {
                out.writeFloat(i == 3 * image + value ? bad : i);
              }
            });
    assertNamed(concat(header(0x0D, 5, 3), data), bad, image, value);
  }

  @ParameterizedTest
  @CsvSource({"NaN, 0, 0", "NaN, 4, 2", "Infinity, 1, 1", "-Infinity, 3, 0", "Infinity, 4, 2"})
  void doublesThatAreNotFiniteAreCorruptAndNamed(double bad, int image, int value)
      throws IOException {
    assertNamed(concat(header(0x0E, 5, 3), doubles(bad, image, value)), bad, image, value);
  }

  private static byte[] doubles(double bad, int image, int value) {
    return encoded(
        out -> {
          for (int i = 0; i < 15; i++) {
            out.writeDouble(i == 3 * image + value ? bad : i);
          }
        });
  }

  private static void assertNamed(byte[] file, Object bad, int image, int value)
      throws IOException {
    String message =
        "Corrupt: digits.idx, image %d, value %d: expected a finite number, found %s; mend or leave out the image"
            .formatted(image, value, bad);
    assertEquals(message, refusal(() -> reader(file).readFloats(new float[0], 5)));

    IdxReader oneByOne = reader(file);
    for (int before = 0; before < image; before++) {
      oneByOne.readFloats(new float[3], 1);
    }
    assertEquals(message, refusal(() -> oneByOne.readFloats(new float[3], 1)));
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e300, -1e39, Double.MAX_VALUE})
  void doublesPastFloatAreUnsupportedAndNamedAsTheyStandInTheFile(double large) {
    byte[] file = concat(header(0x0E, 5, 3), doubles(large, 2, 1));
    assertEquals(
        "Unsupported: digits.idx, image 2, value 1: expected a number that fits a 32-bit float, found %s; mend or leave out the image"
            .formatted(large),
        refusal(() -> reader(file).readFloats(new float[0], 5)));
  }

  @Test
  void batchPastTheLargestArrayIsUnsupported() {
    byte[] file = concat(header(0x08, 100, 32768, 32768), new byte[50]);
    String message =
        "Unsupported: digits.idx, item 0: expected a batch of at most 2147483647 bytes, found 100"
            + " items of 1073741824 bytes; use a smaller batch size";
    assertEquals(message, refusal(() -> reader(file).readBytes(new byte[0], 100)));
    assertEquals(message, refusal(() -> reader(file).readFloats(new float[0], 100)));
  }

  @ParameterizedTest
  @ValueSource(longs = {16, 19, 33})
  void failuresOfStoragePassAsTheyAre(long position) throws IOException {
    IOException failure = new IOException("datanode is gone");
    assertFails(failure, position, reader -> reader.readBytes(new byte[0], 4));
    assertFails(failure, position, reader -> reader.readFloats(new float[0], 4));
    assertFails(failure, position, reader -> reader.skip(4));
  }

  private interface Reading {
    void of(IdxReader reader) throws IOException;
  }

  private static void assertFails(IOException failure, long position, Reading reading)
      throws IOException {
    WatchedStream in = new WatchedStream(FOUR).failingAt(position, failure);
    try (IdxReader reader = new IdxReader(in, IdxHeader.read(in, FILE), FILE, 0)) {
      assertSame(failure, assertThrows(IOException.class, () -> reading.of(reader)));
    }
    assertEquals(1, in.closings());
  }
}
