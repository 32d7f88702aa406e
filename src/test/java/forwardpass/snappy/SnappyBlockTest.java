package forwardpass.snappy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xerial.snappy.Snappy;

/** Beside the library in C, which compresses, and says what a block is. */
class SnappyBlockTest {
  private final Random random = new Random(1);

  @Test
  void imagesAreWhatTheyWere() throws IOException {
    byte[] images = images();
    ByteBuffer floats = ByteBuffer.allocate(Float.BYTES * 784 * 500);
    for (int i = 0; i < 784 * 500; i++) {
      floats.putFloat((images[i] & 0xff) / 255f);
    }

    assertUnpacked(images);
    assertUnpacked(floats.array());
  }

  @Test
  void whateverRepeatsIsWhatItWas() throws IOException {
    for (int period = 1; period <= 70; period++) {
      for (int length = 0; length <= 200; length++) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        for (int i = period; i < length; i++) {
          bytes[i] = bytes[i - period];
        }
        assertUnpacked(bytes);
      }
    }
  }

  @Test
  void bytesOfAnyKindInTurnAreWhatTheyWere() throws IOException {
    for (int round = 0; round < 300; round++) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      while (random.nextInt(30) != 0) {
        byte[] some = new byte[random.nextInt(1 << random.nextInt(14))];
        switch (random.nextInt(3)) {
          case 0 -> random.nextBytes(some);
          case 1 -> Arrays.fill(some, (byte) random.nextInt());
          default -> {
            byte[] before = bytes.toByteArray();
            int count = Math.min(before.length, some.length);
            System.arraycopy(before, random.nextInt(before.length - count + 1), some, 0, count);
          }
        }
        bytes.write(some);
      }
      assertUnpacked(bytes.toByteArray());
    }
  }

  /**
   * Of every distance and length, at the start, in the middle and at the end of what is written.
   */
  @Test
  void copiesOverlapWhatTheyWrite() throws IOException {
    for (int distance = 1; distance <= 100; distance++) {
      for (int count = 1; count <= 64; count++) {
        for (int behind : new int[] {0, 20, 200}) {
          byte[] before = new byte[distance + random.nextInt(3)];
          byte[] after = new byte[behind];
          random.nextBytes(before);
          random.nextBytes(after);
          ByteArrayOutputStream block = new ByteArrayOutputStream();
          writeLength(block, before.length + count + behind);
          writeLiteral(block, before);
          block.write((count - 1) << 2 | 2);
          block.write(distance);
          block.write(distance >>> 8);
          if (behind > 0) {
            writeLiteral(block, after);
          }

          byte[] expected = Arrays.copyOf(before, before.length + count + behind);
          for (int i = before.length; i < before.length + count; i++) {
            expected[i] = expected[i - distance];
          }
          System.arraycopy(after, 0, expected, before.length + count, behind);
          assertArrayEquals(expected, unpacked(block.toByteArray()));
          assertArrayEquals(expected, Snappy.uncompress(block.toByteArray()));
        }
      }
    }
  }

  /** Compressors do not write these, and others may. */
  @ParameterizedTest
  @CsvSource({
    "03 f0 02 616263, 616263", // the length of a literal in one byte
    "03 f4 0200 616263, 616263", // in two
    "03 f8 020000 616263, 616263",
    "03 fc 02000000 616263, 616263",
    "05 04 6162 0b 02000000, 6162616261", // a distance in four bytes
    "05 04 6162 0a 0200, 6162616261",
    "06 04 6162 01 02, 616261626162",
    "80 00, ''", // nothing, whose length is in two bytes
  })
  void everyFormOfAnElementIsRead(String block, String expected) throws IOException {
    assertEquals(expected, HexFormat.of().formatHex(unpacked(bytes(block))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''| expected the length of a block of Snappy, found none",
        "80| expected the length of a block of Snappy, found none",
        "8080808080 01| expected the length of a block of Snappy, found none",
        "ffffffff 0f| expected a block of Snappy of at most 0 bytes, as 0 can say, found one of 4294967295",
        "a101 04 6162 04 61| expected a block of Snappy of at most 160 bytes, as 5 can say, found one of 161",
        "01| expected a block of Snappy of at most 0 bytes, as 0 can say, found one of 1",
        "03 04 6162| expected a block of Snappy of 3 bytes, found its end after 2 of them",
        "03 08 6162| expected a block of Snappy of 3 bytes, found a literal of 3 after 0 of them",
        "01 04 6162| expected a block of Snappy of 1 bytes, found a literal of 2 after 0 of them",
        "03 fc ffffffff| expected a block of Snappy of 3 bytes, found a literal of 4294967296 after 0 of them",
        "03 f4 02| expected a block of Snappy of 3 bytes, found its end after 0 of them",
        "06 04 6162 01| expected a block of Snappy of 6 bytes, found its end after 2 of them",
        "06 04 6162 01 03| expected a block of Snappy of 6 bytes, found a copy of 4 from 3 before after 2 of them",
        "06 04 6162 01 00| expected a block of Snappy of 6 bytes, found a copy of 4 from 0 before after 2 of them",
        "05 04 6162 01 02| expected a block of Snappy of 5 bytes, found a copy of 4 from 2 before after 2 of them",
        "06 04 6162 0f ffffffff| expected a block of Snappy of 6 bytes, found a copy of 4 from 4294967295 before after 2 of them",
      })
  void whatIsNoBlockIsRefused(String block, String message) {
    IOException e = assertThrows(IOException.class, () -> unpacked(bytes(block)));

    assertEquals(message, e.getMessage());
  }

  /** A block that is part of an array is read and written in its place alone. */
  @Test
  void nothingBesideABlockIsReadOrWritten() throws IOException {
    byte[] images = Arrays.copyOfRange(images(), 0, 7840);
    byte[] block = Snappy.compress(images);
    byte[] source = new byte[block.length + 200];
    Arrays.fill(source, (byte) 0xff);
    System.arraycopy(block, 0, source, 100, block.length);
    byte[] target = new byte[images.length + 200];
    Arrays.fill(target, (byte) 0x55);

    new SnappyBlock(source, 100, 100 + block.length).unpack(target, 100);

    byte[] expected = new byte[images.length + 200];
    Arrays.fill(expected, (byte) 0x55);
    System.arraycopy(images, 0, expected, 100, images.length);
    assertArrayEquals(expected, target);
  }

  /** Much is left of the block there, of elements of five bytes that write one. */
  @Test
  void nothingIsWrittenPastWhatABlockSaysThatItHas() throws IOException {
    for (int distance = 1; distance <= 20; distance++) {
      for (int count = 1; count <= 64; count++) {
        for (int behind = 0; behind <= 20; behind++) {
          byte[] before = new byte[distance];
          random.nextBytes(before);
          ByteArrayOutputStream block = new ByteArrayOutputStream();
          writeLength(block, distance + count + behind);
          writeLiteral(block, before);
          block.write(bytes("%02x %02x 00".formatted((count - 1) << 2 | 2, distance)));
          for (int i = 0; i < behind; i++) {
            block.write(bytes("03 01000000"));
          }
          byte[] expected = Snappy.uncompress(block.toByteArray());
          byte[] target = new byte[expected.length + 100];

          new SnappyBlock(block.toByteArray(), 0, block.size()).unpack(target, 0);

          assertArrayEquals(Arrays.copyOf(expected, target.length), target);
        }
      }
    }
  }

  @Test
  void aBlockThatIsCutOffIsRefused() throws IOException {
    byte[] block = Snappy.compress(Arrays.copyOfRange(images(), 0, 1568));

    for (int length = 0; length < block.length; length++) {
      byte[] cut = Arrays.copyOf(block, length);
      assertThrows(IOException.class, () -> unpacked(cut));
    }
  }

  @Test
  void aBlockWithAFlippedBitIsWhatTheLibraryTakesItFor() throws IOException {
    byte[] block = Snappy.compress(Arrays.copyOfRange(images(), 0, 1568));
    int taken = 0;
    for (int bit = 0; bit < Byte.SIZE * block.length; bit++) {
      byte[] flipped = block.clone();
      flipped[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
      if (Snappy.isValidCompressedBuffer(flipped)) {
        taken++;
        assertArrayEquals(Snappy.uncompress(flipped), unpacked(flipped));
      } else {
        assertThrows(IOException.class, () -> unpacked(flipped));
      }
    }

    assertTrue(taken > 0 && taken < Byte.SIZE * block.length, taken + " taken");
  }

  private static void assertUnpacked(byte... bytes) throws IOException {
    assertArrayEquals(bytes, unpacked(Snappy.compress(bytes)));
  }

  private static byte[] unpacked(byte... block) throws IOException {
    SnappyBlock snappy = new SnappyBlock(block, 0, block.length);
    byte[] unpacked = new byte[snappy.length()];
    snappy.unpack(unpacked, 0);
    return unpacked;
  }

  private static byte[] bytes(String hexadecimal) {
    return HexFormat.of().parseHex(hexadecimal.replace(" ", ""));
  }

  private static void writeLength(ByteArrayOutputStream block, int length) {
    int left = length;
    for (; left > 0x7f; left >>>= 7) {
      block.write(left | 0x80);
    }
    block.write(left);
  }

  private static void writeLiteral(ByteArrayOutputStream block, byte... bytes) throws IOException {
    block.write(60 << 2);
    block.write(bytes.length - 1);
    block.write(bytes);
  }

  private static byte[] images() throws IOException {
    try (InputStream in =
        new GZIPInputStream(Files.newInputStream(Path.of("data", "t10k-images-idx3-ubyte.gz")))) {
      return in.readAllBytes();
    }
  }
}
