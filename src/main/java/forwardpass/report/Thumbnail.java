package forwardpass.report;

/** A grey picture that is no larger than the page shows it. */
public final class Thumbnail {
  /** In pixels; {@code report.css} shows pictures of so many. */
  static final int SIDE = 112;

  private Thumbnail() {}

  /** A square picture, averaged over area where it is too large; nothing of what is no square. */
  static byte[] of(byte... pixels) {
    int side = side(pixels);
    if (side <= SIDE) {
      return side == 0 ? new byte[0] : pixels;
    }
    byte[] smaller = new byte[SIDE * SIDE];
    for (int row = 0; row < SIDE; row++) {
      for (int column = 0; column < SIDE; column++) {
        smaller[row * SIDE + column] = mean(pixels, side, row, column);
      }
    }
    return smaller;
  }

  /** The side of a square; 0 of what is none. */
  public static int side(byte... pixels) {
    int side = (int) Math.round(Math.sqrt(pixels.length));
    return side * side == pixels.length ? side : 0;
  }

  private static byte mean(byte[] pixels, int side, int row, int column) {
    int top = from(row, side);
    int bottom = from(row + 1, side);
    int left = from(column, side);
    int right = from(column + 1, side);
    long sum = 0;
    for (int y = top; y < bottom; y++) {
      for (int x = left; x < right; x++) {
        sum += pixels[y * side + x] & 0xff;
      }
    }
    return (byte) Math.round((double) sum / ((bottom - top) * (right - left)));
  }

  private static int from(int part, int side) {
    return (int) ((long) part * side / SIDE);
  }
}
