package forwardpass.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes as samples are read in loops of their own, which give what those for all kinds do. */
class PngSamplesTest {
  private static final int COUNT = 37;

  private static PngSamples samples(int type, int depth, byte[] palette, byte[] transparency)
      throws BadImageException {
    byte[] file = PngBytes.file(1, 1, type, depth, new byte[1], 1);
    PngChunks chunks = PngChunks.of(file);
    return new PngSamples(
        new PngChunks(
            file,
            chunks.file(),
            chunks.header(),
            palette,
            transparency,
            chunks.firstData(),
            Orientation.NONE));
  }

  private static byte[] noise(int length, int seed) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2, 3, 4, 6})
  void bothWaysGiveTheSameGrey(int type) throws BadImageException {
    byte[] row = noise(3 + 4 * COUNT, type);
    PngSamples samples = samples(type, 8, noise(768, 1), type == 3 ? noise(100, 2) : null);
    byte[] expected = new byte[COUNT];
    byte[] found = new byte[COUNT];

    samples.toGreyPlainly(row, 3, COUNT, expected);
    samples.toGrey(row, 3, COUNT, found);

    assertArrayEquals(expected, found);
    assertEquals(type == 0, samples.areBytes(1));
    if (type == 0) {
      assertArrayEquals(Arrays.copyOfRange(row, 3, 3 + COUNT), found);
    }
  }

  /** Then it is not copied. */
  @ParameterizedTest
  @CsvSource({"0, 0005, 1", "2, 000500060007, 3"})
  void aTransparentColourIsBlack(int type, String colour, int samplesOfPixel)
      throws BadImageException {
    PngSamples samples = samples(type, 8, null, HexFormat.of().parseHex(colour));
    byte[] row = {5, 6, 7, 8, 8, 8};
    byte[] found = new byte[2];

    samples.toGrey(row, 0, 2, found);

    assertFalse(samples.areBytes(1));
    assertArrayEquals(samplesOfPixel == 1 ? new byte[] {0, 6} : new byte[] {0, 8}, found);
  }

  @ParameterizedTest
  @CsvSource({"8, 3", "4, 48"})
  void aColourThatThePaletteLacksIsCorrupt(int depth, int samples) throws BadImageException {
    PngSamples palette = samples(3, depth, noise(9, 3), null);

    BadImageException e =
        assertThrows(
            BadImageException.class,
            () -> palette.toGrey(new byte[] {(byte) samples}, 0, 1, new byte[1]));

    assertEquals("expected a colour of the palette, of 3, found number 3", e.getMessage());
  }
}
