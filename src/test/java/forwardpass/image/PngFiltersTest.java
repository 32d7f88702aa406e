package forwardpass.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever the filters of the rows, and wherever chunks end, pixels are those the JDK finds. */
class PngFiltersTest {
  private static final int[][] SIZES = {{1, 1}, {1, 9}, {2, 7}, {28, 28}, {5, 40}, {150, 300}};

  @ParameterizedTest(name = "of type {0}, of {1} bits")
  @CsvSource({
    "0, 1, 1",
    "0, 4, 4",
    "0, 8, 8",
    "0, 16, 16",
    "2, 8, 24",
    "2, 16, 48",
    "4, 8, 16",
    "6, 8, 32",
    "6, 16, 64"
  })
  void theJdkFindsTheSamePixels(int type, int depth, int bitsOfPixel)
      throws IOException, BadImageException {
    Random random = new Random(type * 100 + depth);
    for (int[] size : SIZES) {
      byte[] rows = PngBytes.noise(size[0], size[1], bitsOfPixel, random);
      byte[] data = PngBytes.compressed(rows);
      for (int mostInChunk : new int[] {1 + data.length / 9, 700, data.length}) {
        byte[] file = PngBytes.file(size[0], size[1], type, depth, data, mostInChunk);

        assertArrayEquals(JdkPictures.read(file), new ImageDecoder(size[0], size[1]).decode(file));
      }
    }
  }

  private static void assertCorrupt(String expected, String found, byte[] data) {
    byte[] file = PngBytes.file(28, 28, 0, 8, data, data.length);
    BadImageException e =
        assertThrows(BadImageException.class, () -> new ImageDecoder(28, 28).decode(file));
    assertEquals("Corrupt", e.kind());
    assertEquals("expected %s, found %s".formatted(expected, found), e.getMessage());
  }

  @Test
  void aFilterThatIsNoneIsCorrupt() {
    byte[] rows = PngBytes.noise(28, 28, 8, new Random(1));
    for (byte filter : new byte[] {5, -1}) {
      rows[29 * 20] = filter;
      assertCorrupt("a filter from 0 to 4 before each row", "" + filter, PngBytes.compressed(rows));
    }
  }

  /** What is wrong first is told, however much is decompressed at once. */
  @Test
  void aFilterThatIsNoneIsToldBeforeDamageBehindIt() {
    byte[] rows = PngBytes.noise(28, 28, 8, new Random(2));
    rows[29 * 20] = 7;
    byte[] data = PngBytes.compressed(rows);
    data[data.length - 1]++;
    assertCorrupt("a filter from 0 to 4 before each row", "7", data);
  }

  @Test
  void rowsMustBeAsManyAsTheHeaderSays() {
    byte[] rows = PngBytes.noise(28, 29, 8, new Random(3));
    rows[28 * 29] = 0;
    String expected = "as many pixels as the header says";

    assertCorrupt(expected, "more", PngBytes.compressed(Arrays.copyOf(rows, 28 * 29 + 1)));
    assertCorrupt(expected, "fewer", PngBytes.compressed(Arrays.copyOf(rows, 28 * 29 - 1)));
    assertCorrupt(expected, "fewer", PngBytes.compressed(new byte[0]));
  }

  @Test
  void aChecksumThatIsAnotherIsCorrupt() {
    byte[] data = PngBytes.compressed(PngBytes.noise(28, 28, 8, new Random(4)));
    data[data.length - 1]++;
    assertCorrupt("pixels that zlib compressed", "damage: incorrect data check", data);
  }

  @Test
  void dataThatEndWithTheChunksAreCorrupt() {
    byte[] data = PngBytes.compressed(PngBytes.noise(28, 28, 8, new Random(5)));
    String expected = "the end of the compressed pixels";

    assertCorrupt(expected, "chunk IEND", Arrays.copyOf(data, data.length / 2));
    assertCorrupt(expected, "chunk IEND", Arrays.copyOf(data, data.length - 1));
  }
}
