package forwardpass.image;

import forwardpass.image.ImageDecoder.Description;
import forwardpass.image.resize.PixelRows;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The first picture of a GIF, on its canvas: black around it, and where it is transparent. The
 * JDK's own reader gives the picture without the canvas.
 */
final class GifPicture implements Picture {
  private static final int HEADER_BYTES = 13;
  private static final int EXTENSION = 0x21;
  private static final int IMAGE = 0x2c;
  private static final int TRAILER = 0x3b;
  private static final int GRAPHIC_CONTROL = 0xf9;
  private static final int[] FIRST_ROW = {0, 4, 2, 1};
  private static final int[] STEP = {8, 8, 4, 2};

  private final byte[] encoded;
  private final ByteBuffer file;
  private final Palette palette;
  private final boolean isInterlaced;
  private final int left;
  private final int top;
  private final int width;
  private final int height;
  private final int canvasWidth;
  private final int canvasHeight;
  private final int data;
  private final int transparent;

  GifPicture(byte[] encoded) throws BadImageException {
    this.encoded = encoded;
    file = ByteBuffer.wrap(encoded).order(ByteOrder.LITTLE_ENDIAN);
    require(HEADER_BYTES);
    int global = file.get(10);
    int at = HEADER_BYTES + paletteBytes(global);
    int clear = -1;
    while (unsigned(at) != IMAGE) {
      if (unsigned(at) == TRAILER) {
        throw BadImageException.corrupt("a picture in a GIF", "none");
      }
      if (unsigned(at) == EXTENSION && unsigned(at + 1) == GRAPHIC_CONTROL) {
        require(at + 7);
        clear = (file.get(at + 3) & 1) == 1 ? unsigned(at + 6) : -1;
      }
      at = afterExtension(at);
    }
    require(at + 10);
    left = file.getShort(at + 1) & 0xffff;
    top = file.getShort(at + 3) & 0xffff;
    width = file.getShort(at + 5) & 0xffff;
    height = file.getShort(at + 7) & 0xffff;
    int local = file.get(at + 9);
    isInterlaced = (local & 0x40) != 0;
    transparent = clear;
    data = at + 10 + paletteBytes(local);
    require(data);
    palette =
        paletteBytes(local) > 0
            ? palette(at + 10, paletteBytes(local))
            : palette(HEADER_BYTES, paletteBytes(global));
    canvasWidth = Math.max(left + width, file.getShort(6) & 0xffff);
    canvasHeight = Math.max(top + height, file.getShort(8) & 0xffff);
    Picture.requireSize(width, height, "a GIF", MOST_PIXELS);
    Picture.requireSize(canvasWidth, canvasHeight, "a GIF", MOST_PIXELS);
    requireTrailer();
  }

  private Palette palette(int at, int bytes) throws BadImageException {
    if (bytes == 0) {
      throw BadImageException.corrupt("a palette in a GIF", "none");
    }
    Palette colours = new Palette(bytes / 3);
    for (int i = 0; i < colours.size(); i++) {
      if (i != transparent) {
        colours.set(i, encoded, at + 3 * i);
      }
    }
    return colours;
  }

  private static int paletteBytes(int flags) {
    return (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);
  }

  /** Walks over the pictures that follow the first. */
  private void requireTrailer() throws BadImageException {
    int at = afterBlocks(data + 1);
    while (unsigned(at) != TRAILER) {
      if (unsigned(at) == IMAGE) {
        require(at + 10);
        at = afterBlocks(at + 10 + paletteBytes(file.get(at + 9)) + 1);
      } else {
        at = afterExtension(at);
      }
    }
  }

  private int afterExtension(int at) throws BadImageException {
    if (unsigned(at) != EXTENSION) {
      throw BadImageException.corrupt(
          "a block of a GIF at byte " + at, "one of kind " + unsigned(at));
    }
    return afterBlocks(at + 2);
  }

  private int afterBlocks(int from) throws BadImageException {
    int at = from;
    for (int length = unsigned(at); length > 0; length = unsigned(at)) {
      at += 1 + length;
    }
    return at + 1;
  }

  private int unsigned(int at) throws BadImageException {
    require(at + 1);
    return file.get(at) & 0xff;
  }

  private void require(int length) throws BadImageException {
    if (length > file.limit()) {
      throw BadImageException.truncated(
          "the end of a GIF (3b)", "the end of the file at byte " + file.limit());
    }
  }

  @Override
  public Description description() {
    return new Description(
        "GIF",
        canvasWidth,
        canvasHeight,
        transparent < 0 ? 3 : 4,
        Integer.numberOfTrailingZeros(palette.size()));
  }

  @Override
  public Orientation orientation() {
    return Orientation.NONE;
  }

  @Override
  public void read(PixelRows into) throws BadImageException {
    GifCodes codes = new GifCodes(encoded, data);
    byte[] samples = Arrays.copyOf(palette.samples(into.channels()), 256 * into.channels());
    if (!isInterlaced) {
      readRows(codes, 0, 1, samples, into);
      return;
    }
    for (int pass = 0; pass < STEP.length; pass++) {
      readRows(codes, FIRST_ROW[pass], STEP[pass], samples, into);
    }
  }

  private void readRows(GifCodes codes, int first, int step, byte[] samples, PixelRows into)
      throws BadImageException {
    byte[] numbers = new byte[width];
    byte[] row = new byte[canvasWidth * into.channels()];
    for (int y = first; y < height; y += step) {
      codes.read(numbers);
      for (int x = 0; x < width; x++) {
        int colour = numbers[x] & 0xff;
        if (colour >= palette.size() && colour != transparent) {
          throw BadImageException.corrupt(
              "a colour of the palette, of %d".formatted(palette.size()), "number " + colour);
        }
      }
      Palette.look(samples, into.channels(), numbers, width, row, left * into.channels());
      into.add(top + y, 0, 1, canvasWidth, row, 0);
    }
  }
}
