package forwardpass.idx;

import static forwardpass.idx.IdxBytes.FILE;
import static forwardpass.idx.IdxBytes.concat;
import static forwardpass.idx.IdxBytes.gzip;
import static forwardpass.idx.IdxBytes.hex;
import static forwardpass.idx.IdxBytes.images;
import static forwardpass.idx.IdxBytes.reader;
import static forwardpass.idx.IdxBytes.stream;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Gzip that is whole, and storage that fails. */
class GzipTest {
  private static byte[] decompressed(byte[] file) throws IOException {
    try (InputStream in = Gzip.decompress(stream(file), FILE)) {
      return in.readAllBytes();
    }
  }

  private static byte[] noise(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  @ParameterizedTest
  @CsvSource({
    "'', false",
    "1f, false",
    "1f 8b, true",
    "1f 8b 08 00, true",
    "1f 8c 08 00, false",
    "8b 1f 08 00, false",
    "00 00 08 03, false",
  })
  void gzipIsToldByItsFirstTwoBytes(String head, boolean gzip) {
    assertEquals(gzip, Gzip.isGzip(hex(head)));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 783, 65_536, 300_000})
  void decompressionGivesWhatWasCompressed(int length) throws IOException {
    byte[] plain = noise(length);
    assertArrayEquals(plain, decompressed(gzip(plain)));
  }

  @Test
  void severalMembersAreTheirConcatenation() throws IOException {
    byte[] file = concat(gzip(noise(5)), gzip(new byte[0]), gzip(noise(100_000)), gzip(noise(7)));
    assertArrayEquals(concat(noise(5), noise(100_000), noise(7)), decompressed(file));
  }

  @Test
  void idxMayBeSplitOverMembersAnywhere() throws IOException {
    byte[] plain = images(3, 2, 2);
    byte[] file = new byte[0];
    for (byte one : plain) {
      file = concat(file, gzip(new byte[] {one}));
    }
    try (IdxReader reader = reader(Gzip.decompress(stream(file), FILE))) {
      assertArrayEquals(Arrays.copyOfRange(plain, 16, 28), reader.readBytes(new byte[0], 3));
      reader.expectEnd();
    }
  }

  /** Flags 1e: header checksum, extra field, file name and comment (RFC 1952, 2.3.1). */
  @Test
  void optionalFieldsOfTheHeaderArePassedOver() throws IOException {
    byte[] plain = noise(50);
    byte[] member = gzip(plain);
    byte[] fields =
        concat(
            hex("1f 8b 08 1e 00 00 00 00 00 03"),
            hex("06 00 41 70 02 00 ab cd"),
            "t10k-images-idx3-ubyte\0MNIST\0".getBytes(StandardCharsets.ISO_8859_1));
    CRC32 crc = new CRC32();
    crc.update(fields);
    byte[] checksum = {(byte) crc.getValue(), (byte) (crc.getValue() >> 8)};

    assertArrayEquals(
        plain,
        decompressed(concat(fields, checksum, Arrays.copyOfRange(member, 10, member.length))));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3, 13, 19, 200, 255})
  void anyOperatingSystemIsAccepted(int code) throws IOException {
    byte[] member = gzip(noise(9));
    member[9] = (byte) code;
    assertArrayEquals(noise(9), decompressed(member));
  }

  @Test
  void singleBytesAreReadAsUnsigned() throws IOException {
    try (InputStream in = Gzip.decompress(stream(gzip(new byte[] {0, 127, -128, -1})), FILE)) {
      assertEquals(0, in.read());
      assertEquals(127, in.read());
      assertEquals(128, in.read());
      assertEquals(255, in.read());
      assertEquals(-1, in.read());
      assertEquals(-1, in.read());
    }
  }

  @Test
  void storageThatGivesOneByteAtATimeGivesTheSame() throws IOException {
    byte[] plain = noise(3000);
    WatchedStream storage = new WatchedStream(gzip(plain)).inPiecesOf(1);
    try (InputStream in = Gzip.decompress(storage, FILE)) {
      assertArrayEquals(plain, in.readAllBytes());
    }
  }

  @Test
  void storageIsClosedOnce() throws IOException {
    WatchedStream storage = new WatchedStream(gzip(images(3, 2, 2)));
    IdxReader reader = reader(Gzip.decompress(storage, FILE));
    reader.readBytes(new byte[0], 3);
    reader.expectEnd();
    assertEquals(0, storage.closings());

    reader.close();
    assertEquals(1, storage.closings());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 9, 10, 100, 65_536, 200_000})
  void failuresOfStoragePassAsTheyAre(int position) {
    IOException failure = new IOException("datanode is gone");
    WatchedStream storage = new WatchedStream(gzip(noise(300_000))).failingAt(position, failure);

    assertSame(
        failure,
        assertThrows(IOException.class, () -> Gzip.decompress(storage, FILE).readAllBytes()));
  }

  /** What a network file system throws when it is cut off is not the end of the file. */
  @ParameterizedTest
  @ValueSource(ints = {5, 100})
  void endOfFileThatStorageThrowsPassesAsItIs(int position) {
    IOException failure = new EOFException("premature EOF from inputStream");
    WatchedStream storage = new WatchedStream(gzip(noise(3000))).failingAt(position, failure);

    assertSame(
        failure,
        assertThrows(IOException.class, () -> Gzip.decompress(storage, FILE).readAllBytes()));
  }

  @Test
  void failuresToSayWhatIsAvailablePassAsTheyAre() {
    IOException failure = new IOException("stream is closed");
    InputStream storage =
        new FilterInputStream(stream(gzip(noise(300_000)))) {
          @Override
          public int available() throws IOException {
            throw failure;
          }
        };

    assertSame(
        failure,
        assertThrows(IOException.class, () -> Gzip.decompress(storage, FILE).readAllBytes()));
  }

  @Test
  void failureToClosePassesAsItIs() throws IOException {
    IOException failure = new IOException("connection reset");
    InputStream storage =
        new FilterInputStream(stream(gzip(noise(3)))) {
          @Override
          public void close() throws IOException {
            throw failure;
          }
        };
    InputStream in = Gzip.decompress(storage, FILE);

    assertSame(failure, assertThrows(IOException.class, in::close));
  }
}
