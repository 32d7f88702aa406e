package forwardpass.image;

import forwardpass.image.resize.PixelRows;
import java.util.Arrays;

/**
 * A picture made smaller or larger while it is read: each pixel of the result is the mean of what
 * it covers, in proportion to the area. Rows come in any order, whole or in parts, each pixel once,
 * and are not kept, so that memory does not grow with the picture. It counts in whole numbers: a
 * row of the picture is as wide as {@code width * newWidth} units, of which a pixel of the picture
 * covers {@code newWidth}, and one of the result {@code width}; with columns it is the same. A
 * picture of the wanted size is copied. It serves one picture after the other.
 */
final class AreaMean implements PixelRows {
  private final int newWidth;
  private final int newHeight;
  private final byte[] pixels;
  private final int[] rowSums;
  private long[] sums;
  private int width;
  private int height;
  private boolean isCopy;

  AreaMean(int newWidth, int newHeight) {
    this.newWidth = newWidth;
    this.newHeight = newHeight;
    this.pixels = new byte[Math.multiplyExact(newWidth, newHeight)];
    this.rowSums = new int[newWidth + 1]; // one more, to which the last pixel of a row adds nothing
  }

  /** Begins a picture of this size. */
  void begin(int width, int height) {
    begin(width, height, width == newWidth && height == newHeight);
  }

  /**
   * Begins a picture.
   *
   * @param isCopy whether its pixels are copied, which gives what their means do where the sizes
   *     are the same
   */
  void begin(int width, int height, boolean isCopy) {
    this.width = width;
    this.height = height;
    this.isCopy = isCopy;
    if (!isCopy && sums == null) {
      sums = new long[pixels.length];
    }
    clear();
  }

  @Override
  public int channels() {
    return 1;
  }

  @Override
  public void clear() {
    if (isCopy) {
      Arrays.fill(pixels, (byte) 0);
    } else {
      Arrays.fill(sums, 0);
    }
  }

  /** Adds a whole row. */
  void add(int y, byte[] grey) {
    add(y, 0, 1, width, grey, 0);
  }

  @Override
  public void add(int y, int x, int step, int count, byte[] grey, int from) {
    if (isCopy) {
      copy(y * newWidth + x, step, count, grey, from);
      return;
    }
    Arrays.fill(rowSums, 0);
    if (step == 1 && count == width && newWidth < width) {
      sumWhole(grey, from);
    } else {
      sum(x, step, count, grey, from);
    }
    addRowSums(y);
  }

  private void copy(int to, int step, int count, byte[] grey, int from) {
    if (step == 1) {
      System.arraycopy(grey, from, pixels, to, count);
      return;
    }
    for (int i = 0, at = to; i < count; i++, at += step) {
      pixels[at] = grey[from + i];
    }
  }

  /** Goes from pixel to pixel of the picture. */
  private void sum(int x, int step, int count, byte[] grey, int from) {
    int cell = 0;
    int left = 0;
    for (int i = 0, at = x; i < count; i++, at += step) {
      if (i == 0 || step != 1) {
        long unit = (long) at * newWidth;
        cell = (int) (unit / width);
        left = width - (int) (unit % width);
      }
      int value = grey[from + i] & 0xff;
      int units = newWidth;
      while (units >= left) {
        rowSums[cell] += value * left;
        units -= left;
        left = width;
        cell++;
      }
      rowSums[cell] += value * units;
      left -= units;
    }
  }

  /** Goes from pixel to pixel of the result, which is narrower: most that it covers is whole. */
  private void sumWhole(byte[] grey, int from) {
    int at = from;
    int cut = 0; // the pixel that the last one of the result covered in part
    int rest = 0; // how many units of it were left
    for (int cell = 0; cell < newWidth; cell++) {
      int units = width - rest;
      int whole = units / newWidth;
      int sum = 0;
      for (int end = at + whole; at < end; at++) {
        sum += grey[at] & 0xff;
      }
      rowSums[cell] = cut * rest + sum * newWidth;
      units -= whole * newWidth;
      rest = 0;
      if (units > 0) {
        cut = grey[at++] & 0xff;
        rowSums[cell] += cut * units;
        rest = newWidth - units;
      }
    }
  }

  private void addRowSums(int y) {
    long from = (long) y * newHeight;
    int row = (int) (from / height);
    int left = height - (int) (from % height);
    for (int units = newHeight; units > 0; row++, left = height) {
      int high = Math.min(units, left);
      for (int x = 0; x < newWidth; x++) {
        sums[row * newWidth + x] += (long) high * rowSums[x];
      }
      units -= high;
    }
  }

  /** The result, [newHeight, newWidth] unsigned bytes, halves rounded up; good until the next. */
  byte[] pixels() {
    if (!isCopy) {
      long area = (long) width * height;
      for (int i = 0; i < sums.length; i++) {
        pixels[i] = (byte) ((2 * sums[i] + area) / (2 * area));
      }
    }
    return pixels;
  }
}
