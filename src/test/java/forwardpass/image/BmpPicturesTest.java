package forwardpass.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each kind of BMP has the pixels that were written, also where it is read in bands of rows. */
class BmpPicturesTest {
  /** The last two are of more than one band. */
  private static final int[][] SIZES = {
    {1, 1}, {2, 3}, {3, 2}, {7, 5}, {8, 8}, {31, 33}, {300, 7}, {1201, 1103}, {3, 400_001}
  };

  private static void assertPixels(BmpBytes made, byte[] file, int[] size)
      throws BadImageException {
    assertArrayEquals(
        made.grey(), new ImageDecoder(size[0], size[1]).decode(file), size[0] + " × " + size[1]);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 8, 16, 24, 32})
  void thePixelsAreThose(int bits) throws BadImageException {
    for (int[] size : SIZES) {
      for (boolean isTopDown : new boolean[] {false, true}) {
        BmpBytes made = new BmpBytes(size[0], size[1]);
        assertPixels(made, made.plain(bits, isTopDown), size);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "16, f800, 7e0, 1f",
    "16, 7c00, 3e0, 1f",
    "32, ff0000, ff00, ff",
    "32, ff, ff00, ff0000",
    "32, ff000000, ff0000, ff00"
  })
  void thePixelsAreWhereTheMasksSay(int bits, String red, String green, String blue)
      throws BadImageException {
    for (int[] size : SIZES) {
      BmpBytes made = new BmpBytes(size[0], size[1]);
      byte[] file =
          made.plain(
              bits,
              false,
              Integer.parseUnsignedInt(red, 16),
              Integer.parseUnsignedInt(green, 16),
              Integer.parseUnsignedInt(blue, 16));
      assertPixels(made, file, size);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 8})
  void thePixelsAreThoseOfItsRuns(int bits) throws BadImageException {
    for (int[] size : SIZES) {
      BmpBytes made = new BmpBytes(size[0], size[1]);
      assertPixels(made, made.runs(bits), size);
    }
  }

  @ParameterizedTest
  @CsvSource({"4, false", "8, true", "16, false", "24, true", "32, false"})
  void aLargeOneIsAveragedOverArea(int bits, boolean isTopDown) throws BadImageException {
    BmpBytes made = new BmpBytes(1201, 1103);
    byte[] file = made.plain(bits, isTopDown);

    byte[] found = new ImageDecoder(28, 28).decode(file);

    assertEquals(784, found.length);
    assertArrayEquals(JdkPictures.mean(made.grey(), 1201, 28, 28), found);
  }

  /** From below; 77 is the grey of colour 0, 87 that of colour 1. */
  @ParameterizedTest
  @CsvSource({
    "8, 0301 0000 0301 0000 0301 0001, 878787 878787 878787",
    "8, 0301 0000 0301 0000 0301, 878787 878787 878787",
    "8, 0101 0000 0001, 777777 777777 877777",
    "8, 0101 0002 0102 0101 0001, 777787 777777 877777",
    "8, 0002 0002 0301 0000 0001, 878787 777777 777777",
    "4, 0301 0000 0310 0000 0003 1010 0001, 877787 877787 778777",
    "4, 0101 0001, 777777 777777 777777",
    "4, 0110 0001, 777777 777777 877777"
  })
  void whatItsRunsLeaveOutHasTheFirstColour(int bits, String codes, String rows)
      throws BadImageException {
    byte[] found = new ImageDecoder(3, 3).decode(new BmpBytes(3, 3).coded(bits, codes));

    assertEquals(rows.replace(" ", ""), HexFormat.of().formatHex(found));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "8|0401|Corrupt|3 rows of 3 pixels in a BMP, found more pixels in row 1",
        "8|0201 0003 010101 00|Corrupt|3 rows of 3 pixels in a BMP, found more pixels in row 1",
        "8|0002 0400|Corrupt|3 rows of 3 pixels in a BMP, found more pixels in row 1",
        "8|0000 0000 0000 0101|Corrupt|3 rows of 3 pixels in a BMP, found more pixels in row 4",
        "8|0002 0004|Corrupt|3 rows of a BMP, found more",
        "8|0301 0000 0301|Truncated|the end of the pixels of a BMP (0001), found the end of what it has of them at byte 1084",
        "8|0301 0000 03|Truncated|the end of the pixels of a BMP (0001), found the end of what it has of them at byte 1083"
      })
  void runsThatDoNotFitTheirRowsAreDamage(int bits, String codes, String kind, String message) {
    byte[] file = new BmpBytes(3, 3).coded(bits, codes);

    BadImageException e =
        assertThrows(BadImageException.class, () -> new ImageDecoder(3, 3).decode(file));

    assertEquals(
        "%s: a.bmp: expected %s; copy it again".formatted(kind, message),
        e.in("a.bmp").getMessage());
  }
}
