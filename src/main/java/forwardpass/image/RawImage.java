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
    AreaMean mean = new AreaMean(side, side);
    mean.begin(width, height);
    byte[] row = new byte[width];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int at = (y * width + x) * channels;
        row[x] = channels == 1 ? data[at] : (byte) luma(data, at, channels);
      }
      mean.add(y, row);
    }
    return mean.pixels();
  }

  private static int luma(byte[] data, int at, int channels) {
    int blue = data[at] & 0xff;
    int green = data[at + 1] & 0xff;
    int red = data[at + 2] & 0xff;
    int luma = Grey.luma(red, green, blue);
    return channels == 3 ? luma : Grey.onBlack(luma, data[at + 3] & 0xff);
  }
}
