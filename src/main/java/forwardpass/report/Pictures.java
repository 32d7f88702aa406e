package forwardpass.report;

/** The images of a batch. */
@FunctionalInterface
public interface Pictures {
  /**
   * An image of the batch.
   *
   * @return a copy of its pixels, of which 0 is black and 255 white
   */
  byte[] pixels(int image);

  /**
   * Numbers as pixels: those from 0 to 1 as shades, others spread from the least to the most.
   *
   * @param scale what they are multiplied by first
   */
  static byte[] shades(float[] values, int start, int length, float scale) {
    float least = 0;
    float most = 1;
    for (int i = start; i < start + length; i++) {
      least = Math.min(least, values[i] * scale);
      most = Math.max(most, values[i] * scale);
    }
    byte[] pixels = new byte[length];
    for (int i = 0; i < length; i++) {
      pixels[i] = (byte) Math.round(255 * (values[start + i] * scale - least) / (most - least));
    }
    return pixels;
  }
}
