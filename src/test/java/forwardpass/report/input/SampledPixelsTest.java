package forwardpass.report.input;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SampledPixelsTest {
  /** Every shade as often as any other: what 0 to 255 has, of so many that no int holds a sum. */
  @Test
  void momentsAreThoseOfAllPixels() {
    byte[] pixels = new byte[256 * 600];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) i;
    }
    SampledPixels sampled = new SampledPixels();
    sampled.add(pixels, 0, pixels.length, 1);

    Map<String, Object> all = new HashMap<>();
    sampled.describe(all);
    Map<?, ?> described = (Map<?, ?>) all.get("pixels");

    assertEquals(256L * 600, described.get("count"));
    assertEquals(127.5, (double) described.get("mean"), 1e-9);
    assertEquals(
        Math.sqrt((256 * 256 - 1) / 12.0), (double) described.get("standard_deviation"), 1e-9);
    assertEquals(0.0, described.get("least"));
    assertEquals(255.0, described.get("greatest"));
    assertEquals(0L, sampled.light());
    assertEquals(0L, sampled.blank());
  }

  @Test
  void lightAndBlankImagesAreCounted() {
    SampledPixels sampled = new SampledPixels();
    sampled.add(new byte[] {9, -1, -1, -1, 0}, 1, 4, 1); // -1 is 255
    sampled.add(new byte[] {7, 7}, 0, 2, 1);

    assertEquals(2, sampled.images());
    assertEquals(1, sampled.light());
    assertEquals(1, sampled.blank());
  }
}
