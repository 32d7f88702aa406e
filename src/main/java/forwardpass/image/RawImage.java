package forwardpass.image;

/** Pixels that are not encoded, in the order in which OpenCV and Spark keep them. */
public final class RawImage {
  private RawImage() {}

  /**
   * Makes an image grey, and as large as is asked for, as {@link ImageDecoder} does.
   *
   * @param data [height, width, channels] unsigned bytes: grey; or blue, green, red; or those and
   *     how opaque it is
   * @param side of the square to make
   * @return [side, side] unsigned bytes
   */
  public static byte[] grey(byte[] data, int width, int height, int channels, int side) {
    byte[] grey = channels == 1 ? data : new byte[width * height];
    for (int i = 0; channels > 1 && i < grey.length; i++) {
      grey[i] = (byte) luma(data, i * channels, channels);
    }
    return new GreyImage(width, height, grey).resized(side, side).pixels();
  }

  private static int luma(byte[] data, int at, int channels) {
    int blue = data[at] & 0xff;
    int green = data[at + 1] & 0xff;
    int red = data[at + 2] & 0xff;
    int luma = (299 * red + 587 * green + 114 * blue + 500) / 1000;
    return channels == 3 ? luma : (luma * (data[at + 3] & 0xff) + 127) / 255;
  }
}
