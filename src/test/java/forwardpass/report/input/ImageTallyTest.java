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
    tally.add(pixels, 0, 3, 2);
    tally.add(pixels, 6, 3, 1);

    assertDifferent(2, 1);
  }

  /** The second is smaller than the first: no number of that may be left. */
  @Test
  void ofNumbers() {
    float[] pixels = {9, 8, 7, 1, 2, 1, 2, 1, 2.5f};
    tally.add(pixels, 0, 3, 1);
    tally.add(pixels, 3, 2, 3);

    assertDifferent(3, 1);
  }
}
