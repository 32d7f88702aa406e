package forwardpass.image;

import forwardpass.image.ImageDecoder.Description;
import forwardpass.image.resize.PixelRows;
import java.awt.Rectangle;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;

/** A BMP, decoded by the JDK in bands of rows, or here where it has compression. */
final class BmpPicture implements Picture {
  private static final int FILE_HEADER_BYTES = 14;
  private static final int HEADER_BYTES = 26;
  private static final int BITMAPCOREHEADER = 12;
  private static final int BITMAPV5HEADER = 124;
  private static final int BAND_PIXELS = 1 << 20;
  private static final byte[] NONE = {};

  private final byte[] encoded;
  private final int width;
  private final int height;
  private final BmpRuns runs;

  /** Not by its two letters alone, with which a text may begin. */
  static boolean isBmp(byte[] encoded) {
    if (encoded.length < 2 || encoded[0] != 'B' || encoded[1] != 'M') {
      return false;
    }
    int headerBytes =
        encoded.length < HEADER_BYTES
            ? BITMAPCOREHEADER
            : ByteBuffer.wrap(encoded).order(ByteOrder.LITTLE_ENDIAN).getInt(14);
    return headerBytes >= BITMAPCOREHEADER && headerBytes <= BITMAPV5HEADER;
  }

  BmpPicture(byte[] encoded) throws BadImageException {
    this.encoded = encoded;
    if (encoded.length < HEADER_BYTES) {
      throw truncated(HEADER_BYTES);
    }
    ByteBuffer header = ByteBuffer.wrap(encoded).order(ByteOrder.LITTLE_ENDIAN);
    boolean isCore = header.getInt(14) == BITMAPCOREHEADER;
    if (!isCore && encoded.length < 34 + Integer.BYTES) {
      throw truncated(34 + Integer.BYTES);
    }
    width = isCore ? header.getShort(18) & 0xffff : header.getInt(18);
    int rows = isCore ? header.getShort(20) & 0xffff : header.getInt(22);
    int bits = header.getShort(isCore ? 24 : 28);
    int compression = isCore ? 0 : header.getInt(30);
    // The JDK reserves as much memory for those as the file claims.
    if (compression == 4 || compression == 5) {
      throw BadImageException.unsupported(
          "the pixels of a BMP", "a JPEG or PNG inside", "save that by itself");
    }
    Picture.requireSize(width, Math.abs((long) rows), "a BMP", MOST_PIXELS);
    height = Math.abs(rows);
    long start = header.getInt(10) & 0xffffffffL;
    if (compression == 1 || compression == 2) {
      runs = runs(header, start, bits, compression == 2, rows);
    } else {
      runs = null;
      requireWhole(start + ((long) width * bits + 31) / 32 * 4 * height);
    }
  }

  private BmpRuns runs(ByteBuffer header, long start, int bits, boolean isHalfByte, int rows)
      throws BadImageException {
    requireWhole(header.getInt(2) & 0xffffffffL);
    long length = header.getInt(34) & 0xffffffffL;
    requireWhole(start + length);
    if (bits != (isHalfByte ? 4 : 8)) {
      throw BadImageException.corrupt(
          "a BMP of %d bits with such compression".formatted(isHalfByte ? 4 : 8), bits + " bits");
    }
    int palette = FILE_HEADER_BYTES + header.getInt(FILE_HEADER_BYTES);
    long colours = Math.min(1 << bits, (start - palette) / 4);
    if (colours < 1) {
      throw BadImageException.corrupt("a palette in a BMP", "none");
    }
    Palette all = new Palette((int) colours);
    for (int i = 0; i < colours; i++) {
      int at = palette + 4 * i;
      all.set(i, encoded[at + 2], encoded[at + 1], encoded[at], (byte) 0xff);
    }
    int end = length == 0 ? encoded.length : (int) (start + length);
    return new BmpRuns(encoded, (int) start, end, isHalfByte, all, width, rows);
  }

  private void requireWhole(long length) throws BadImageException {
    if (encoded.length < length) {
      throw truncated(length);
    }
  }

  private BadImageException truncated(long length) {
    return BadImageException.truncated(
        "a BMP of %d bytes".formatted(length), "%d".formatted(encoded.length));
  }

  @Override
  public Orientation orientation() {
    return Orientation.NONE;
  }

  @Override
  public Description description() throws BadImageException {
    return read(
        reader -> {
          ColorModel model = reader.getImageTypes(0).next().getColorModel();
          return new Description(
              "BMP", width, height, model.getNumComponents(), model.getPixelSize());
        });
  }

  @Override
  public void read(PixelRows into) throws BadImageException {
    if (runs != null) {
      runs.read(into);
      return;
    }
    read(
        reader -> {
          int band = Math.max(1, BAND_PIXELS / width);
          for (int y = 0; y < height; y += band) {
            readBand(reader, y, Math.min(band, height - y), into);
          }
          return null;
        });
  }

  private void readBand(ImageReader reader, int top, int rows, PixelRows into) throws IOException {
    ImageReadParam param = reader.getDefaultReadParam();
    param.setSourceRegion(new Rectangle(0, top, width, rows));
    BufferedImage image = reader.read(0, param);
    byte[] row = new byte[width * into.channels()];
    int[] samples = new int[width];
    boolean isGrey = image.getColorModel().getColorSpace().getType() == ColorSpace.TYPE_GRAY;
    for (int y = 0; y < rows; y++) {
      if (isGrey) { // getRGB would take it for linear light
        image.getRaster().getSamples(0, y, width, 1, 0, samples);
      } else {
        image.getRGB(0, y, width, 1, samples, 0, width);
      }
      for (int x = 0; x < width; x++) {
        int colour = isGrey ? 0xff000000 | samples[x] * 0x010101 : samples[x];
        Palette.put(
            (colour >> 16) & 0xff,
            (colour >> 8) & 0xff,
            colour & 0xff,
            colour >>> 24,
            row,
            x * into.channels(),
            into.channels());
      }
      into.add(top + y, 0, 1, width, row, 0);
    }
  }

  private interface Reading<T> {
    T of(ImageReader reader) throws IOException;
  }

  private <T> T read(Reading<T> reading) throws BadImageException {
    try (BytesInput in = new BytesInput(NONE, encoded, 0)) {
      ImageReader reader = JdkReaders.BMP.createReaderInstance();
      try {
        reader.setInput(in, false, true);
        return reading.of(reader);
      } finally {
        reader.dispose();
      }
    } catch (IOException | RuntimeException e) { // the JDK's reader throws both at damaged files
      throw BadImageException.corrupt(
          "a BMP", "damage: " + Optional.ofNullable(e.getMessage()).orElse(e.toString()));
    }
  }
}
