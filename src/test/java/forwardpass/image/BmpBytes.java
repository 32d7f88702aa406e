package forwardpass.image;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.Random;

/** BMP files of noise, made by the description of the format, and the grey that is in them. */
final class BmpBytes {
  private static final int FILE_HEADER = 14;

  private final int width;
  private final int height;
  private final byte[] grey;
  private final Random random;

  BmpBytes(int width, int height) {
    this.width = width;
    this.height = height;
    this.grey = new byte[width * height];
    this.random = new Random(width * 31L + height);
  }

  /** What the file that was made last has, from its upper left. */
  byte[] grey() {
    return grey;
  }

  private void set(int x, int y, long red, long green, long blue) {
    grey[y * width + x] = (byte) Math.round((299 * red + 587 * green + 114 * blue) / 1000.0);
  }

  private static int red(int colour) {
    return (colour * 37 + 5) & 0xff;
  }

  private static int green(int colour) {
    return (200 - colour * 11) & 0xff;
  }

  private static int blue(int colour) {
    return (colour * 101) & 0xff;
  }

  private void setColour(int x, int y, int colour) {
    set(x, y, red(colour), green(colour), blue(colour));
  }

  private byte[] file(int bits, int compression, int rows, int[] masks, byte[] pixels) {
    int colours = bits <= 8 ? 1 << bits : 0;
    int start = FILE_HEADER + 40 + 4 * (masks.length + colours);
    ByteBuffer file = ByteBuffer.allocate(start + pixels.length).order(ByteOrder.LITTLE_ENDIAN);
    file.put((byte) 'B').put((byte) 'M').putInt(file.capacity()).putInt(0).putInt(start);
    file.putInt(40).putInt(width).putInt(rows).putShort((short) 1).putShort((short) bits);
    file.putInt(compression).putInt(pixels.length).putInt(0).putInt(0).putInt(colours).putInt(0);
    for (int mask : masks) {
      file.putInt(mask);
    }
    for (int i = 0; i < colours; i++) {
      file.put((byte) blue(i)).put((byte) green(i)).put((byte) red(i)).put((byte) 0);
    }
    return file.put(pixels).array();
  }

  /**
   * A file without compression.
   *
   * @param masks of red, green and blue, for bits that have no usual ones
   */
  byte[] plain(int bits, boolean isTopDown, int... masks) {
    int stride = (width * bits + 31) / 32 * 4;
    byte[] pixels = new byte[stride * height];
    random.nextBytes(pixels);
    ByteBuffer samples = ByteBuffer.wrap(pixels).order(ByteOrder.LITTLE_ENDIAN);
    for (int row = 0; row < height; row++) {
      int y = isTopDown ? row : height - 1 - row;
      for (int x = 0; x < width; x++) {
        int bit = x * bits;
        int at = row * stride + bit / 8;
        if (bits <= 8) {
          setColour(x, y, ((pixels[at] & 0xff) >> (8 - bits - bit % 8)) & ((1 << bits) - 1));
        } else if (bits == 24) {
          set(x, y, pixels[at + 2] & 0xff, pixels[at + 1] & 0xff, pixels[at] & 0xff);
        } else {
          int value = bits == 16 ? samples.getShort(at) & 0xffff : samples.getInt(at);
          int[] usual =
              bits == 16 ? new int[] {0x7c00, 0x3e0, 0x1f} : new int[] {0xff0000, 0xff00, 0xff};
          int[] of = masks.length == 0 ? usual : masks;
          set(x, y, spread(value, of[0]), spread(value, of[1]), spread(value, of[2]));
        }
      }
    }
    return file(bits, masks.length == 0 ? 0 : 3, isTopDown ? -height : height, masks, pixels);
  }

  /** From as many bits as the mask has to 0 to 255. */
  private static long spread(int value, int mask) {
    int shift = Integer.numberOfTrailingZeros(mask);
    return Math.round(
        (value & mask & 0xffffffffL) / (double) (1L << shift) * 255 / (mask >>> shift));
  }

  /** A file of runs, of pixels that stand for themselves, and of some that are left out. */
  byte[] runs(int bits) {
    ByteArrayOutputStream codes = new ByteArrayOutputStream();
    for (int y = height - 1; y >= 0; y--) {
      int x = 0;
      while (x < width) {
        int count = Math.min(width - x, 1 + random.nextInt(255));
        switch (count < 3 ? 0 : random.nextInt(5)) {
          case 0, 1 -> run(x, y, count, bits, codes);
          case 2, 3 -> literal(x, y, count, bits, codes);
          default -> leftOut(x, y, count, codes);
        }
        x += count;
      }
      codes.write(0);
      codes.write(y == 0 ? 1 : 0);
    }
    return file(bits, bits == 8 ? 1 : 2, height, new int[0], codes.toByteArray());
  }

  /** A file of such codes, in hexadecimal digits. */
  byte[] coded(int bits, String codes) {
    byte[] pixels = HexFormat.of().parseHex(codes.replace(" ", ""));
    return file(bits, bits == 8 ? 1 : 2, height, new int[0], pixels);
  }

  private void run(int x, int y, int count, int bits, ByteArrayOutputStream codes) {
    int colours = random.nextInt(256);
    codes.write(count);
    codes.write(colours);
    for (int i = 0; i < count; i++) {
      setColour(x + i, y, bits == 8 ? colours : i % 2 == 0 ? colours >> 4 : colours & 15);
    }
  }

  private void literal(int x, int y, int count, int bits, ByteArrayOutputStream codes) {
    codes.write(0);
    codes.write(count);
    int bytes = (count * bits + 7) / 8;
    byte[] literal = new byte[bytes + bytes % 2];
    random.nextBytes(literal);
    codes.writeBytes(literal);
    for (int i = 0; i < count; i++) {
      int at = literal[i * bits / 8] & 0xff;
      setColour(x + i, y, bits == 8 ? at : i % 2 == 0 ? at >> 4 : at & 15);
    }
  }

  private void leftOut(int x, int y, int count, ByteArrayOutputStream codes) {
    codes.writeBytes(new byte[] {0, 2, (byte) count, 0});
    for (int i = 0; i < count; i++) {
      setColour(x + i, y, 0);
    }
  }
}
