package forwardpass.image;

/**
 * What PNG does to each row before it compresses it: a prediction is taken from each byte. Where a
 * pixel is one byte, the one on its left is kept in a variable, rather than read back.
 */
final class PngFilter {
  private PngFilter() {}

  /**
   * Adds to each byte of a row what was predicted.
   *
   * @param rows where the row above, if there is one, lies right before this one
   * @param row where it begins, with the number of its filter
   * @param length with that number
   */
  static void undo(byte[] rows, int row, int length, int pixelBytes, boolean isFirst)
      throws BadImageException {
    int from = row + 1;
    int to = row + length;
    switch (rows[row]) {
      case 0 -> {}
      case 1 -> addLeft(rows, from, to, pixelBytes);
      case 2 -> {
        if (!isFirst) {
          addAbove(rows, from, to, length);
        }
      }
      case 3 -> {
        if (isFirst) {
          addHalfOfLeft(rows, from, to, pixelBytes);
        } else {
          addMean(rows, from, to, length, pixelBytes);
        }
      }
      case 4 -> {
        if (isFirst) { // the left one is nearest, above black
          addLeft(rows, from, to, pixelBytes);
        } else {
          addNearest(rows, from, to, length, pixelBytes);
        }
      }
      default ->
          throw BadImageException.corrupt("a filter from 0 to 4 before each row", "" + rows[row]);
    }
  }

  private static void addLeft(byte[] rows, int from, int to, int pixelBytes) {
    if (pixelBytes == 1) {
      byte left = 0;
      for (int i = from; i < to; i++) {
        left += rows[i];
        rows[i] = left;
      }
      return;
    }
    for (int i = from + pixelBytes; i < to; i++) {
      rows[i] += rows[i - pixelBytes];
    }
  }

  private static void addAbove(byte[] rows, int from, int to, int length) {
    for (int i = from; i < to; i++) {
      rows[i] += rows[i - length];
    }
  }

  private static void addHalfOfLeft(byte[] rows, int from, int to, int pixelBytes) {
    for (int i = from + pixelBytes; i < to; i++) {
      rows[i] += (byte) ((rows[i - pixelBytes] & 0xff) >> 1);
    }
  }

  private static void addMean(byte[] rows, int from, int to, int length, int pixelBytes) {
    if (pixelBytes == 1) {
      int left = 0;
      for (int i = from; i < to; i++) {
        left = (rows[i] + ((left + (rows[i - length] & 0xff)) >> 1)) & 0xff;
        rows[i] = (byte) left;
      }
      return;
    }
    int second = Math.min(to, from + pixelBytes);
    for (int i = from; i < second; i++) {
      rows[i] += (byte) ((rows[i - length] & 0xff) >> 1);
    }
    for (int i = second; i < to; i++) {
      rows[i] += (byte) (((rows[i - pixelBytes] & 0xff) + (rows[i - length] & 0xff)) >> 1);
    }
  }

  private static void addNearest(byte[] rows, int from, int to, int length, int pixelBytes) {
    if (pixelBytes == 1) {
      int left = 0;
      int corner = 0;
      for (int i = from; i < to; i++) {
        int above = rows[i - length] & 0xff;
        left = (rows[i] + nearest(left, above, corner)) & 0xff;
        rows[i] = (byte) left;
        corner = above;
      }
      return;
    }
    int second = Math.min(to, from + pixelBytes);
    addAbove(rows, from, second, length);
    for (int i = second; i < to; i++) {
      int corner = rows[i - length - pixelBytes] & 0xff;
      rows[i] += (byte) nearest(rows[i - pixelBytes] & 0xff, rows[i - length] & 0xff, corner);
    }
  }

  /** Paeth's prediction: what is nearest to left + above - corner; the first of equals. */
  private static int nearest(int left, int above, int corner) {
    int toLeft = Math.abs(above - corner);
    int toAbove = Math.abs(left - corner);
    int toCorner = Math.abs(left + above - 2 * corner);
    int nearest = toAbove < toLeft ? above : left;
    return toCorner < Math.min(toLeft, toAbove) ? corner : nearest;
  }
}
