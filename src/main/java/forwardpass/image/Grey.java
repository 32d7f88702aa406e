package forwardpass.image;

/** Colours as grey. */
final class Grey {
  private Grey() {}

  /** The luma of ITU-R BT.601, 0.299 R + 0.587 G + 0.114 B, of samples from 0 to 255. */
  static int luma(int red, int green, int blue) {
    return (299 * red + 587 * green + 114 * blue + 500) / 1000;
  }

  /** A grey that lies on black, which is seen through it where it is not opaque (255). */
  static int onBlack(int grey, int alpha) {
    return (grey * alpha + 127) / 255;
  }
}
