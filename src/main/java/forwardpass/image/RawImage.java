package forwardpass.image;

import forwardpass.image.ImageDecoder.Description;
import forwardpass.image.resize.PixelRows;

/**
 * Pixels that are not encoded, in the order in which OpenCV and Spark keep them.
 *
 * @param data [height, width, channels] unsigned bytes: grey; or blue, green, red; or those and how
 *     opaque it is
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
public record RawImage(byte[] data, int width, int height, int channels) implements Picture {
  private static final int OPAQUE = 255;

  @Override
  public Description description() {
    return new Description("raw", width, height, channels, Byte.SIZE * channels);
  }

  @Override
  public Orientation orientation() {
    return Orientation.NONE;
  }

  @Override
  public void read(PixelRows into) {
    if (channels == 1 && into.channels() == 1) {
      for (int y = 0; y < height; y++) {
        into.add(y, 0, 1, width, data, y * width);
      }
      return;
    }
    byte[] row = new byte[width * into.channels()];
    for (int y = 0, at = 0; y < height; y++) {
      for (int x = 0; x < width; x++, at += channels) {
        int blue = data[at] & 0xff;
        int green = channels == 1 ? blue : data[at + 1] & 0xff;
        int red = channels == 1 ? blue : data[at + 2] & 0xff;
        int alpha = channels == 4 ? data[at + 3] & 0xff : OPAQUE;
        Palette.put(red, green, blue, alpha, row, x * into.channels(), into.channels());
      }
      into.add(y, 0, 1, width, row, 0);
    }
  }
}
