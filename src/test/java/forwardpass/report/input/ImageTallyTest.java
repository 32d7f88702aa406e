package forwardpass.report.input;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Images are the same where all their pixels are, wherever in an array they begin. */
class ImageTallyTest {
  private final ImageTally tally = new ImageTally();

  private void assertDifferent(long different, long copied) {
    Map<String, Object> described = tally.described();
    assertEquals(different, described.get("different_images"));
    assertEquals(copied, described.get("copied_images"));
  }

  @Test
  void ofBytes() {
    byte[] pixels = {1, 2, 3, 1, 2, 3, 1, 2, 4};
    for (int image = 0; image < 3; image++) {
      tally.add(pixels, 3 * image, 3);
    }

    assertDifferent(2, 1);
  }

  /** The second is smaller than the first: no number of that may be left. */
  @Test
  void ofNumbers() {
    float[] pixels = {9, 8, 7, 1, 2, 1, 2, 1, 2.5f};
    tally.add(pixels, 0, 3);
    for (int start : new int[] {3, 5, 7}) {
      tally.add(pixels, start, 2);
    }

    assertDifferent(3, 1);
  }
}
