package forwardpass.image;

/** Colours as grey. */
final class Grey {
  private Grey() {}

  /** The luma of ITU-R BT.601, 0.299 R + 0.587 G + 0.114 B, of samples from 0 to 255. */
  static int luma(int red, int green, int blue) {
    return (299 * red + 587 * green + 114 * blue + 500) / 1000;
  }

  /** The luma of pixels of red, green and blue. */
  static void of(byte[] rgb, byte[] grey, int count) {
    for (int i = 0, at = 0; i < count; i++, at += 3) {
      grey[i] = (byte) luma(rgb[at] & 0xff, rgb[at + 1] & 0xff, rgb[at + 2] & 0xff);
    }
  }

  /** Red, green and blue that are each the grey. */
  static void toRgb(byte[] grey, byte[] rgb, int count) {
    for (int i = 0, at = 0; i < count; i++, at += 3) {
      rgb[at] = grey[i];
      rgb[at + 1] = grey[i];
      rgb[at + 2] = grey[i];
    }
  }

  /** A sample that lies on black, which is seen through it where it is not opaque (255). */
  static int onBlack(int sample, int alpha) {
    return (sample * alpha + 127) / 255;
  }
}
