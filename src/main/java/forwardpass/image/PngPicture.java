package forwardpass.image;

import forwardpass.image.ImageDecoder.Description;
import forwardpass.image.resize.PixelRows;
import java.nio.ByteBuffer;

/**
 * A PNG, of which some rows at a time are held. The JDK's own reader looks at no checksum, leaves
 * out which colour is transparent, and holds the whole picture.
 */
final class PngPicture implements Picture {
  private static final int[] FIRST_X = {0, 4, 0, 2, 0, 1, 0};
  private static final int[] FIRST_Y = {0, 0, 4, 0, 2, 0, 1};
  private static final int[] STEP_X = {8, 8, 4, 4, 2, 2, 1};
  private static final int[] STEP_Y = {8, 8, 8, 4, 4, 2, 2};

  private final PngChunks chunks;
  private final PngData data;
  private final PngSamples samples;
  private final int width;
  private final int height;
  private final boolean isInterlaced;

  /**
   * @param data used for this picture alone, until it is read
   */
  PngPicture(byte[] encoded, PngData data) throws BadImageException {
    this.data = data;
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
  public boolean isInParts() {
    return isInterlaced;
  }

  @Override
  public void read(PixelRows into) throws BadImageException {
    data.begin(chunks);
    if (isInterlaced) {
      for (int pass = 0; pass < FIRST_X.length; pass++) {
        readPass(FIRST_X[pass], FIRST_Y[pass], STEP_X[pass], STEP_Y[pass], into);
      }
    } else {
      readPass(0, 0, 1, 1, into);
    }
    data.expectEnd();
  }

  private void readPass(int firstX, int firstY, int stepX, int stepY, PixelRows into)
      throws BadImageException {
    if (firstX >= width) {
      return; // a pass of no pixels has no rows
    }
    int count = (width - firstX + stepX - 1) / stepX;
    int rowBytes = 1 + (count * samples.bitsOfPixel() + 7) / 8;
    int pixelBytes = (samples.bitsOfPixel() + 7) / 8;
    int channels = into.channels();
    byte[] converted = samples.areBytes(channels) ? null : new byte[count * channels];
    for (int y = firstY; y < height; y += stepY) {
      boolean isFirst = y == firstY;
      int row = data.next(rowBytes, isFirst ? 0 : rowBytes);
      byte[] rows = data.buffer();
      PngFilter.undo(rows, row, rowBytes, pixelBytes, isFirst);
      if (converted == null) {
        into.add(y, firstX, stepX, count, rows, row + 1);
        continue;
      }
      if (channels == 1) {
        samples.toGrey(rows, row + 1, count, converted);
      } else {
        samples.toRgb(rows, row + 1, count, converted);
      }
      into.add(y, firstX, stepX, count, converted, 0);
    }
  }
}
