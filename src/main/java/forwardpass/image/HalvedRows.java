package forwardpass.image;

import forwardpass.image.resize.PixelRows;

/**
 * Makes a picture half as wide and high while it is read: each pixel is the mean of four, of two at
 * the end of an odd side, halves rounded up. It takes whole rows in their order.
 */
final class HalvedRows implements PixelRows {
  private final int width;
  private final int height;
  private final PixelRows into;
  private final int[] sums;
  private final byte[] row;

  /** Half of a side of the picture. */
  static int half(int side) {
    return (side + 1) / 2;
  }

  HalvedRows(int width, int height, PixelRows into) {
    this.width = width;
    this.height = height;
    this.into = into;
    this.sums = new int[half(width) * into.channels()];
    this.row = new byte[sums.length];
  }

  @Override
  public int channels() {
    return into.channels();
  }

  @Override
  public void clear() {
    into.clear();
  }

  @Override
  public void add(int y, int x, int step, int count, byte[] samples, int from) {
    if (x != 0 || step != 1 || count != width) {
      throw new IllegalArgumentException("a part of a row");
    }
    boolean isFirst = y % 2 == 0;
    boolean isAlone = isFirst && y == height - 1;
    int channels = channels();
    for (int i = 0, left = from; i < sums.length; i += channels, left += 2 * channels) {
      boolean isLast = 2 * (i / channels) == width - 1;
      for (int channel = 0; channel < channels; channel++) {
        int one = samples[left + channel] & 0xff;
        int other = isLast ? one : samples[left + channels + channel] & 0xff;
        int sum = isFirst ? one + other : sums[i + channel] + one + other;
        sums[i + channel] = isAlone ? 2 * sum : sum;
      }
    }
    if (!isFirst || isAlone) {
      for (int i = 0; i < sums.length; i++) {
        row[i] = (byte) ((sums[i] + 2) / 4);
      }
      into.add(y / 2, 0, 1, half(width), row, 0);
    }
  }
}
