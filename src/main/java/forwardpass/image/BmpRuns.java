package forwardpass.image;

import forwardpass.image.resize.PixelRows;
import java.util.Arrays;

/**
 * The pixels of a BMP with compression, RLE8 or RLE4: runs of one colour or of two in turn, and
 * colours that stand for themselves. What is left out has the first colour. The JDK's own reader
 * loses the last row of RLE4 where that is not written to its end, and holds the whole picture.
 */
final class BmpRuns {
  private static final int END_OF_ROW = 0;
  private static final int END = 1;
  private static final int MOVE = 2;

  private final byte[] file;
  private final int end;
  private final boolean isHalfByte;
  private final Palette palette;
  private final int width;
  private final int height;
  private final boolean isTopDown;
  private final byte[] row;
  private int at;
  private int x;
  private int y;

  /**
   * @param from where the codes begin
   * @param to where they end
   * @param height of the picture; negative where the uppermost row is first
   */
  BmpRuns(
      byte[] file, int from, int to, boolean isHalfByte, Palette palette, int width, int height) {
    this.file = file;
    this.at = from;
    this.end = to;
    this.isHalfByte = isHalfByte;
    this.palette = palette;
    this.width = width;
    this.height = Math.abs(height);
    this.isTopDown = height < 0;
    this.row = new byte[width];
  }

  void read(PixelRows into) throws BadImageException {
    byte[] samples = palette.samples(into.channels());
    boolean isEnd = false;
    while (!isEnd && !(at >= end && isFull())) {
      int count = next();
      int code = next();
      if (count > 0) {
        requireInRow(count);
        for (int i = 0; i < count; i++) {
          row[x++] = colour(isHalfByte ? half(code, i) : code);
        }
      } else if (code == END_OF_ROW) {
        endRows(1, samples, into);
        x = 0;
      } else if (code == MOVE) {
        int right = next();
        int rows = next();
        requireInRow(right);
        x += right;
        endRows(rows, samples, into);
      } else if (code == END) {
        isEnd = true;
      } else {
        readLiteral(code);
      }
    }
    endRows(height - y, samples, into);
  }

  /** Whether every row has been written to its end. */
  private boolean isFull() {
    return y == height || (y == height - 1 && x == width);
  }

  private void readLiteral(int count) throws BadImageException {
    requireInRow(count);
    int code = 0;
    for (int i = 0; i < count; i++) {
      if (!isHalfByte || i % 2 == 0) {
        code = next();
      }
      row[x++] = colour(isHalfByte ? half(code, i) : code);
    }
    int bytes = isHalfByte ? (count + 1) / 2 : count;
    at += bytes % 2;
  }

  private static int half(int code, int index) {
    return index % 2 == 0 ? code >> 4 : code & 15;
  }

  private void endRows(int count, byte[] samples, PixelRows into) throws BadImageException {
    byte[] colours = new byte[width * into.channels()];
    if (count > height - y) {
      throw BadImageException.corrupt(height + " rows of a BMP", "more");
    }
    for (int i = 0; i < count; i++, y++) {
      Palette.look(samples, into.channels(), row, width, colours, 0);
      into.add(isTopDown ? y : height - 1 - y, 0, 1, width, colours, 0);
      Arrays.fill(row, (byte) 0);
    }
  }

  private void requireInRow(int count) throws BadImageException {
    if (count > width - x || y == height) {
      throw BadImageException.corrupt(
          "%d rows of %d pixels in a BMP".formatted(height, width),
          "more pixels in row " + (y + 1));
    }
  }

  private byte colour(int number) throws BadImageException {
    if (number >= palette.size()) {
      throw BadImageException.corrupt(
          "a colour of the palette, of " + palette.size(), "number " + number);
    }
    return (byte) number;
  }

  private int next() throws BadImageException {
    if (at >= end) {
      throw BadImageException.truncated(
          "the end of the pixels of a BMP (0001)", "the end of what it has of them at byte " + end);
    }
    return file[at++] & 0xff;
  }
}
