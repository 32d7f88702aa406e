package forwardpass.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * How a picture has to be turned, by the tag that cameras write: EXIF's Orientation, 1 to 8, in the
 * first directory of a TIFF header. Anything else, and a header that is damaged, is none.
 *
 * @param value as EXIF counts
 */
record Orientation(int value) {
  static final Orientation NONE = new Orientation(1);

  private static final int TAG = 0x0112;
  private static final int TIFF = 42;
  private static final int ENTRY_BYTES = 12;
  private static final int BYTE = 1;
  private static final int SHORT = 3;
  private static final int LONG = 4;

  /** Reads it from what begins with the byte order, II or MM. */
  static Orientation of(byte[] file, int from, int length) {
    ByteBuffer exif = ByteBuffer.wrap(file, from, length).slice();
    if (length < 8 || exif.get(0) != exif.get(1) || (exif.get(0) != 'I' && exif.get(0) != 'M')) {
      return NONE;
    }
    exif.order(exif.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    int directory = exif.getInt(4);
    if (exif.getShort(2) != TIFF || directory < 8 || directory > length - 2) {
      return NONE;
    }
    int entries = exif.getShort(directory) & 0xffff;
    for (int i = 0, at = directory + 2; i < entries; i++, at += ENTRY_BYTES) {
      if (at > length - ENTRY_BYTES) {
        return NONE;
      }
      if ((exif.getShort(at) & 0xffff) == TAG) {
        return ofEntry(exif, at);
      }
    }
    return NONE;
  }

  private static Orientation ofEntry(ByteBuffer exif, int at) {
    int value =
        switch (exif.getShort(at + 2)) {
          case BYTE -> exif.get(at + 8);
          case SHORT -> exif.getShort(at + 8);
          case LONG -> exif.getInt(at + 8);
          default -> 1;
        };
    return exif.getInt(at + 4) == 1 && value >= 1 && value <= 8 ? new Orientation(value) : NONE;
  }

  /** Whether nothing is to be turned. */
  boolean isNone() {
    return value == 1;
  }

  /** Whether rows become columns. */
  boolean isSideways() {
    return value > 4;
  }

  /**
   * Turns a picture.
   *
   * @param stored what is turned, and nothing else
   * @param width of the result
   * @param to where the result goes
   * @param at where in there it begins
   */
  void apply(byte[] stored, int width, int height, byte[] to, int at) {
    if (isNone()) {
      System.arraycopy(stored, 0, to, at, stored.length);
      return;
    }
    int storedWidth = isSideways() ? height : width;
    int storedHeight = isSideways() ? width : height;
    for (int y = 0, i = at; y < height; y++) {
      for (int x = 0; x < width; x++, i++) {
        to[i] = stored[stored(x, y, storedWidth, storedHeight)];
      }
    }
  }

  /**
   * Where a pixel of the turned picture is in what is turned.
   *
   * @param width of what is turned
   */
  int stored(int x, int y, int width, int height) {
    boolean fromRight = value == 2 || value == 3 || value == 7 || value == 8;
    boolean fromBelow = value == 3 || value == 4 || value == 6 || value == 7;
    int fromX = isSideways() ? y : x;
    int fromY = isSideways() ? x : y;
    return (fromBelow ? height - 1 - fromY : fromY) * width
        + (fromRight ? width - 1 - fromX : fromX);
  }
}
