package forwardpass.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PairedImagesTest {
  private static PairedImages changed(long lost, long gained) {
    return new PairedImages(1000, 900, lost, gained, 10, 0, 0, 0, 0);
  }

  /** Python: min(1, 2 * sum(comb(n, k) for k in range(min(b, c) + 1)) / 2 ** n). */
  @ParameterizedTest
  @CsvSource({
    "0, 0, 1",
    "1, 0, 1",
    "3, 3, 1",
    "5, 15, 0.04138946533203125",
    "15, 5, 0.04138946533203125",
    "0, 10, 0.001953125",
    "60, 100, 0.001953728034064342"
  })
  void theTestOfMcNemarIsExact(long lost, long gained, double p) {
    assertEquals(p, changed(lost, gained).pValue(), 1e-11);
  }

  @Test
  void itIsToldInWords() {
    assertEquals(
        "1,500 images are right that were wrong, 5 are wrong that were right (McNemar's test: p < 0.0001)",
        changed(5, 1500).summary());
    assertEquals(
        "2 images are right that were wrong, 1 are wrong that were right (McNemar's test: p = 1.0000); 3 have other labels; 9 are in one of the runs only",
        new PairedImages(10, 4, 1, 2, 0, 3, 3, 4, 5).summary());
    assertEquals(
        "no image is in both, by file and index",
        new PairedImages(0, 0, 0, 0, 0, 0, 0, 4, 5).summary());
  }
}
