package forwardpass.image;

import forwardpass.image.ImageDecoder.Description;
import java.nio.ByteBuffer;

/**
 * A PNG, of which two rows at a time are held. The JDK's own reader looks at no checksum, leaves
 * out which colour is transparent, and holds the whole picture.
 */
final class PngPicture implements Picture {
  private static final int[] FIRST_X = {0, 4, 0, 2, 0, 1, 0};
  private static final int[] FIRST_Y = {0, 0, 4, 0, 2, 0, 1};
  private static final int[] STEP_X = {8, 8, 4, 4, 2, 2, 1};
  private static final int[] STEP_Y = {8, 8, 8, 4, 4, 2, 2};

  private final PngChunks chunks;
  private final PngSamples samples;
  private final int width;
  private final int height;
  private final boolean isInterlaced;

  PngPicture(byte[] encoded) throws BadImageException {
    chunks = PngChunks.of(encoded);
    ByteBuffer header = chunks.header();
    Picture.requireSize(
        header.getInt(0) & 0xffffffffL, header.getInt(4) & 0xffffffffL, "a PNG", MOST_PIXELS);
    width = header.getInt(0);
    height = header.getInt(4);
    samples = new PngSamples(chunks);
    if (header.get(10) != 0 || header.get(11) != 0 || (header.get(12) & 0xfe) != 0) {
      throw BadImageException.corrupt(
          "compression 0, filter 0 and interlace 0 or 1",
          "%d, %d and %d".formatted(header.get(10), header.get(11), header.get(12)));
    }
    isInterlaced = header.get(12) == 1;
  }

  @Override
  public Description description() {
    return new Description(
        "PNG",
        width,
        height,
        samples.described(chunks.transparency() != null),
        samples.bitsOfPixel());
  }

  @Override
  public Orientation orientation() {
    return chunks.orientation();
  }

  @Override
  public void read(AreaMean into) throws BadImageException {
    try (PngData data = new PngData(chunks)) {
      if (isInterlaced) {
        for (int pass = 0; pass < FIRST_X.length; pass++) {
          readPass(data, FIRST_X[pass], FIRST_Y[pass], STEP_X[pass], STEP_Y[pass], into);
        }
      } else {
        readPass(data, 0, 0, 1, 1, into);
      }
      data.expectEnd();
    }
  }

  private void readPass(PngData data, int firstX, int firstY, int stepX, int stepY, AreaMean into)
      throws BadImageException {
    if (firstX >= width) {
      return; // a pass of no pixels has no rows
    }
    int count = (width - firstX + stepX - 1) / stepX;
    int rowBytes = 1 + (count * samples.bitsOfPixel() + 7) / 8;
    int pixelBytes = (samples.bitsOfPixel() + 7) / 8;
    byte[] row = new byte[rowBytes];
    byte[] above = new byte[rowBytes];
    byte[] grey = new byte[count];
    for (int y = firstY; y < height; y += stepY) {
      data.read(row, rowBytes);
      unfilter(row, above, pixelBytes);
      samples.toGrey(row, count, grey);
      into.add(y, firstX, stepX, count, grey);
      byte[] next = above;
      above = row;
      row = next;
    }
  }

  /** Adds to each byte what its filter, the first byte of the row, predicted. */
  private static void unfilter(byte[] row, byte[] above, int pixelBytes) throws BadImageException {
    switch (row[0]) {
      case 0 -> {}
      case 1 -> {
        for (int i = 1 + pixelBytes; i < row.length; i++) {
          row[i] += row[i - pixelBytes];
        }
      }
      case 2 -> {
        for (int i = 1; i < row.length; i++) {
          row[i] += above[i];
        }
      }
      case 3 -> {
        for (int i = 1; i < row.length; i++) {
          int left = i > pixelBytes ? row[i - pixelBytes] & 0xff : 0;
          row[i] += (byte) ((left + (above[i] & 0xff)) >> 1);
        }
      }
      case 4 -> {
        for (int i = 1; i < row.length; i++) {
          int left = i > pixelBytes ? row[i - pixelBytes] & 0xff : 0;
          int corner = i > pixelBytes ? above[i - pixelBytes] & 0xff : 0;
          row[i] += (byte) nearest(left, above[i] & 0xff, corner);
        }
      }
      default ->
          throw BadImageException.corrupt("a filter from 0 to 4 before each row", "" + row[0]);
    }
  }

  /** Paeth's prediction. */
  private static int nearest(int left, int above, int corner) {
    int toLeft = Math.abs(above - corner);
    int toAbove = Math.abs(left - corner);
    int toCorner = Math.abs(left + above - 2 * corner);
    if (toLeft <= toAbove && toLeft <= toCorner) {
      return left;
    }
    return toAbove <= toCorner ? above : corner;
  }
}
