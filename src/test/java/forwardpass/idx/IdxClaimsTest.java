package forwardpass.idx;

import static forwardpass.idx.IdxBytes.concat;
import static forwardpass.idx.IdxBytes.gzip;
import static forwardpass.idx.IdxBytes.header;
import static forwardpass.idx.IdxBytes.reader;
import static forwardpass.idx.IdxBytes.refusal;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.lang.management.ManagementFactory;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sizes that a file claims cost nothing until the bytes are really there. */
class IdxClaimsTest {
  private static final long SMALL_BYTES = 8 << 20;

  @ParameterizedTest
  @CsvSource({
    "8, 1, 2147483647, 1, 1, 2147483663",
    "8, 100, 4096, 4096, 100, 1677721616",
    "9, 2147483647, 1, 1, 2147483647, 2147483663",
    "12, 2147483647, 28, 28, 500000, 6734508717008",
    "14, 4, 16384, 16383, 1, 8589410320",
  })
  void hugeClaimsInAShortFileTakeLittleMemory(
      int code, int count, int rows, int columns, int batch, long promised) {
    byte[] file = concat(header(code, count, rows, columns), new byte[5]);
    String message =
        "Truncated: digits.idx, byte 21, in item %d of %d: expected %d bytes, found 21; copy the file again"
            .formatted(code == 9 ? 5 : 0, count, promised);

    assertSmall(
        () -> assertEquals(message, refusal(() -> reader(file).readBytes(new byte[0], batch))));
    assertSmall(
        () -> assertEquals(message, refusal(() -> reader(file).readFloats(new float[0], batch))));
    assertSmall(() -> assertEquals(message, refusal(() -> reader(file).skip(count))));
  }

  @Test
  void hugeCountOfLabelsInAShortFileTakesLittleMemory() {
    byte[] file = concat(header(0x08, Integer.MAX_VALUE), new byte[5]);

    assertSmall(
        () ->
            assertEquals(
                "Truncated: digits.idx, byte 13, in item 5 of 2147483647: expected 2147483655"
                    + " bytes, found 13; copy the file again",
                refusal(() -> reader(file).readLabels(new int[0], Integer.MAX_VALUE))));
  }

  /** One image, and 4 GiB of zeros behind it, a mebibyte to a member. */
  @Test
  void gzipBombIsReadNoFurtherThanTheHeaderDeclares() {
    byte[] mebibyte = gzip(new byte[1 << 20]);
    InputStream zeros =
        new SequenceInputStream(
            Collections.enumeration(
                Collections.nCopies(4096, mebibyte).stream()
                    .map(member -> (InputStream) new ByteArrayInputStream(member))
                    .toList()));
    byte[] first = gzip(concat(header(0x08, 1, 28, 28), new byte[784]));
    WatchedStream storage =
        new WatchedStream(new SequenceInputStream(new ByteArrayInputStream(first), zeros));

    assertSmall(() -> assertEndRefused(storage));
    assertTrue(storage.position() <= 128 * 1024, "bytes read: " + storage.position());
  }

  /** The same in one member. */
  @Test
  void gzipBombOfOneMemberIsNotUnpacked() {
    byte[] file = gzip(concat(header(0x08, 1, 28, 28), new byte[32 << 20]));

    assertSmall(() -> assertEndRefused(new WatchedStream(file)));
  }

  private static void assertEndRefused(InputStream storage) throws IOException {
    try (IdxReader reader = reader(Gzip.decompress(storage, IdxBytes.FILE))) {
      assertEquals(784, reader.readBytes(new byte[0], 1).length);
      assertEquals(
          "Corrupt: digits.idx, byte 800: expected the end of the file after 1 items, found more"
              + " bytes; check the header's count or cut the file",
          refusal(reader::expectEnd));
    }
  }

  /** Runs it in less memory than any of the sizes that are claimed here. */
  private static void assertSmall(Executable executable) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    assertDoesNotThrow(executable);
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    assertTrue(allocated < SMALL_BYTES, "bytes allocated: " + allocated);
  }
}
