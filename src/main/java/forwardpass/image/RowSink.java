package forwardpass.image;

import java.awt.Point;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.PixelInterleavedSampleModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;

/**
 * Where the JDK's reader of JPEG puts row after row: as large as the picture, and without its
 * pixels, which go where the mean is taken.
 */
final class RowSink extends WritableRaster {
  private final AreaMean mean;
  private final byte[] samples;
  private final byte[] grey;
  private int count;

  RowSink(int width, int height, int components, AreaMean mean) {
    super(
        new PixelInterleavedSampleModel(
            DataBuffer.TYPE_BYTE,
            width,
            height,
            components,
            width * components,
            components == 1 ? new int[] {0} : new int[] {0, 1, 2}),
        new DataBufferByte(components),
        new Point());
    this.mean = mean;
    this.samples = new byte[width * components];
    this.grey = new byte[width];
  }

  /** How many rows of the last pass have come. */
  int count() {
    return count;
  }

  /** Of several passes over a picture, as progressive files have, the last one is the picture. */
  @Override
  public void setRect(int x, int y, Raster row) {
    if (y == 0) {
      mean.clear();
      count = 0;
    }
    row.getDataElements(0, 0, getWidth(), 1, samples);
    if (getNumBands() == 1) {
      mean.add(y, samples);
    } else {
      for (int i = 0, at = 0; i < grey.length; i++, at += 3) {
        grey[i] =
            (byte) Grey.luma(samples[at] & 0xff, samples[at + 1] & 0xff, samples[at + 2] & 0xff);
      }
      mean.add(y, grey);
    }
    count++;
  }
}
