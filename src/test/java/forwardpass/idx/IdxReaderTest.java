package forwardpass.idx;

import static forwardpass.idx.IdxBytes.FILE;
import static forwardpass.idx.IdxBytes.concat;
import static forwardpass.idx.IdxBytes.header;
import static forwardpass.idx.IdxBytes.images;
import static forwardpass.idx.IdxBytes.reader;
import static forwardpass.idx.IdxBytes.stream;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Items in order, into arrays that the caller keeps. */
class IdxReaderTest {
  private static final byte[] SEVEN = images(7, 3, 5);

  private static byte[] pixels(int from, int to) {
    return Arrays.copyOfRange(SEVEN, 16 + 15 * from, 16 + 15 * to);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7})
  void imagesComeInOrderWhateverTheBatch(int batch) throws IOException {
    try (IdxReader reader = reader(SEVEN)) {
      for (int next = 0; next < 7; next += batch) {
        int count = Math.min(batch, 7 - next);
        byte[] read = reader.readBytes(new byte[0], count);
        assertArrayEquals(pixels(next, next + count), read);
      }
      reader.expectEnd();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 14, 16})
  void storageThatGivesFewBytesAtATimeGivesTheSame(int piece) throws IOException {
    try (IdxReader reader = reader(new WatchedStream(SEVEN).inPiecesOf(piece))) {
      reader.skip(2);
      assertArrayEquals(pixels(2, 7), reader.readBytes(new byte[0], 5));
      reader.expectEnd();
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 0", "3, 0", "6, 0", "7, 0", "2, 3", "0, 7"})
  void skippedItemsArePassedOver(int first, int second) throws IOException {
    try (IdxReader reader = reader(SEVEN)) {
      reader.skip(first);
      reader.skip(second);
      int passed = first + second;
      assertArrayEquals(pixels(passed, 7), reader.readBytes(new byte[0], 7 - passed));
      reader.expectEnd();
    }
  }

  @Test
  void skippingPassesOverMoreThanOneBuffer() throws IOException {
    byte[] file = images(5, 700, 700);
    try (IdxReader reader = reader(file)) {
      reader.skip(4);
      assertArrayEquals(
          Arrays.copyOfRange(file, file.length - 490_000, file.length),
          reader.readBytes(new byte[0], 1));
    }
  }

  @Test
  void imagesOfSeveralMegabytesAreWhole() throws IOException {
    byte[] file = images(1, 1900, 1900);
    try (IdxReader reader = reader(new WatchedStream(file).inPiecesOf(70_001))) {
      assertArrayEquals(
          Arrays.copyOfRange(file, 16, file.length), reader.readBytes(new byte[3], 1));
    }
  }

  @Test
  void bufferThatIsLargeEnoughIsFilledAndReturned() throws IOException {
    try (IdxReader reader = reader(SEVEN)) {
      byte[] exact = new byte[45];
      assertSame(exact, reader.readBytes(exact, 3));
      assertArrayEquals(pixels(0, 3), exact);

      assertSame(exact, reader.readBytes(exact, 2));
      assertArrayEquals(concat(pixels(3, 5), pixels(2, 3)), exact);
    }
  }

  @Test
  void bufferThatIsTooSmallIsReplaced() throws IOException {
    try (IdxReader reader = reader(SEVEN)) {
      assertArrayEquals(pixels(0, 1), reader.readBytes(new byte[14], 1));
      assertArrayEquals(pixels(1, 5), reader.readBytes(new byte[15], 4));
    }
  }

  @Test
  void floatsGoIntoTheCallersBuffer() throws IOException {
    try (IdxReader reader = reader(SEVEN)) {
      float[] large = new float[32];
      large[30] = -1;
      assertSame(large, reader.readFloats(large, 2));
      assertArrayEquals(floats(pixels(0, 2)), Arrays.copyOf(large, 30));
      assertEquals(-1, large[30]);

      assertSame(large, reader.readFloats(large, 1));
      assertArrayEquals(floats(concat(pixels(2, 3), pixels(1, 2))), Arrays.copyOf(large, 30));

      float[] exact = new float[45];
      assertSame(exact, reader.readFloats(exact, 3));
      assertArrayEquals(floats(pixels(3, 6)), exact);
      assertArrayEquals(floats(pixels(6, 7)), reader.readFloats(new float[14], 1));
    }
  }

  @Test
  void labelsGoIntoTheCallersBuffer() throws IOException {
    try (IdxReader reader = reader(concat(header(0x08, 6), new byte[] {5, 0, 4, 1, 9, -1}))) {
      int[] labels = {7, 7, 7};
      assertSame(labels, reader.readLabels(labels, 2));
      assertArrayEquals(new int[] {5, 0, 7}, labels);
      assertArrayEquals(new int[] {4, 1, 9, 255}, reader.readLabels(labels, 4));
      reader.expectEnd();
    }
  }

  @Test
  void readingNothingReadsNothing() throws IOException {
    try (IdxReader reader = reader(SEVEN)) {
      assertArrayEquals(new byte[0], reader.readBytes(new byte[0], 0));
      assertArrayEquals(new float[0], reader.readFloats(new float[0], 0));
      assertArrayEquals(new int[0], reader.readLabels(new int[0], 0));
      assertArrayEquals(pixels(0, 7), reader.readBytes(new byte[0], 7));
    }
  }

  @Test
  void zeroItemsEndAtOnce() throws IOException {
    try (IdxReader reader = reader(images(0, 28, 28))) {
      assertDoesNotThrow(reader::expectEnd);
    }
  }

  @Test
  void readingStopsBehindTheLastItemThatIsAskedFor() throws IOException {
    WatchedStream in = new WatchedStream(SEVEN);
    try (IdxReader reader = reader(in)) {
      reader.readBytes(new byte[0], 2);
      assertEquals(16 + 30, in.position());
      reader.readFloats(new float[0], 1);
      assertEquals(16 + 45, in.position());
      reader.skip(3);
      assertEquals(16 + 90, in.position());
    }
  }

  @Test
  void streamIsClosedOnceByCloseAndByNothingElse() throws IOException {
    WatchedStream in = new WatchedStream(SEVEN);
    IdxReader reader = reader(in);
    reader.skip(1);
    reader.readBytes(new byte[0], 6);
    reader.expectEnd();
    assertEquals(0, in.closings());

    reader.close();
    assertEquals(1, in.closings());
  }

  @Test
  void readerMayStartAtAnyItem() throws IOException {
    IdxHeader header = new IdxHeader(ElementType.UNSIGNED_BYTE, List.of(7, 3, 5));
    byte[] rest = pixels(5, 7);
    try (IdxReader reader = new IdxReader(stream(rest), header, FILE, 5)) {
      assertArrayEquals(rest, reader.readBytes(new byte[0], 2));
      reader.expectEnd();
    }
  }

  private static float[] floats(byte[] pixels) {
    float[] values = new float[pixels.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = Byte.toUnsignedInt(pixels[i]);
    }
    return values;
  }
}
