package forwardpass.image;

import java.util.Arrays;

/**
 * A picture made smaller or larger while it is read: each pixel of the result is the mean of what
 * it covers, in proportion to the area. Rows come in any order, whole or in parts, and are not
 * kept, so that memory does not grow with the picture. It counts in whole numbers: a row of the
 * picture is as wide as {@code width * newWidth} units, of which a pixel of the picture covers
 * {@code newWidth}, and one of the result {@code width}; with columns it is the same.
 */
final class AreaMean {
  private final int width;
  private final int height;
  private final int newWidth;
  private final int newHeight;
  private final long[] sums;
  private final int[] rowSums;

  AreaMean(int width, int height, int newWidth, int newHeight) {
    this.width = width;
    this.height = height;
    this.newWidth = newWidth;
    this.newHeight = newHeight;
    this.sums = new long[Math.multiplyExact(newWidth, newHeight)];
    this.rowSums = new int[newWidth + 1]; // one more, to which the last pixel of a row adds nothing
  }

  /** Forgets all rows. */
  void clear() {
    Arrays.fill(sums, 0);
  }

  /** Adds a whole row. */
  void add(int y, byte[] grey) {
    add(y, 0, 1, width, grey);
  }

  /**
   * Adds some pixels of a row. What is not added is black.
   *
   * @param x where the first is
   * @param step from one to the next
   */
  void add(int y, int x, int step, int count, byte[] grey) {
    Arrays.fill(rowSums, 0);
    int cell = 0;
    int left = 0;
    for (int i = 0, at = x; i < count; i++, at += step) {
      if (i == 0 || step != 1) {
        long from = (long) at * newWidth;
        cell = (int) (from / width);
        left = width - (int) (from % width);
      }
      int value = grey[i] & 0xff;
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
    addRowSums(y);
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

  /** The result, [newHeight, newWidth] unsigned bytes, halves rounded up. */
  byte[] pixels() {
    long area = (long) width * height;
    byte[] pixels = new byte[sums.length];
    for (int i = 0; i < sums.length; i++) {
      pixels[i] = (byte) ((2 * sums[i] + area) / (2 * area));
    }
    return pixels;
  }
}
