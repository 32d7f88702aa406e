package forwardpass.source.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import forwardpass.error.InputException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which columns are pixels is told from their names. */
class PixelColumnsTest {
  private static Optional<List<Integer>> find(int width, String... names) {
    return PixelColumns.find(List.of(names), width, "x.csv");
  }

  private static void assertRefused(String message, int width, String... names) {
    assertEquals(
        "Unsupported: x.csv: expected " + message,
        assertThrows(InputException.class, () -> find(width, names)).getMessage());
  }

  @Test
  void pixelsAreOrderedByTheirNumbers() {
    assertEquals(Optional.of(List.of(1, 3, 0)), find(3, "pixel_2", "pixel_0", "label", "Pixel1"));
    assertEquals(Optional.of(List.of(1, 0)), find(2, "pixel2", "pixel1"));
  }

  @Test
  void cellsAreOrderedByRowAndColumn() {
    assertEquals(Optional.of(List.of(1, 3, 4, 2)), find(4, "label", "1x1", "2x2", "1x2", "2x1"));
    assertRefused(
        "pixels that are numbered from 0 or 1 without a gap, found 2x3 after 2x1; add the columns that are missing",
        4,
        "1x1",
        "1x2",
        "2x1",
        "2x3");
  }

  @Test
  void anyWordAndBareNumbersArePixelsWhereThereAreAsManyAsPixels() {
    assertEquals(Optional.of(List.of(1, 0)), find(2, "feature_1", "Feature_0", "label"));
    assertEquals(Optional.of(List.of(1, 2)), find(2, "V0", "X1", "x2"));
    assertEquals(Optional.empty(), find(2, "a0", "a1", "b0", "b1"));
    assertEquals(Optional.empty(), find(2, "V1", "V2", "V3"));
    assertEquals(Optional.of(List.of(0, 1)), find(2, "p0", "p1", "label"));
    assertEquals(Optional.of(List.of(1, 2)), find(2, "label", "0", "1"));
    assertEquals(Optional.empty(), find(3, "p0", "p1", "label"));
    assertEquals(Optional.empty(), find(3, "0", "1", "label"));
  }

  @Test
  void pixelsThatAreMissingAreNamed() {
    assertRefused(
        "pixels that are numbered from 0 or 1 without a gap, found pixel3 after pixel1; add the columns that are missing",
        3,
        "pixel0",
        "pixel1",
        "pixel3");
    assertRefused(
        "pixels that are numbered from 0 or 1 without a gap, found pixel2 as the first; add the columns that are missing",
        2,
        "pixel2",
        "pixel3");
    assertRefused(
        "a header with 3 columns named pixel0, pixel1 and so on, as many as the network takes, found 2; check the file and the weights",
        3,
        "pixel0",
        "pixel1");
  }

  @Test
  void pixelsThatAreThereTwiceAreNamed() {
    assertRefused(
        "one column for each pixel, found pixel1 and pixel01; remove one of them",
        3,
        "pixel0",
        "pixel1",
        "pixel01");
  }
}
