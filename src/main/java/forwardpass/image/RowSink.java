package forwardpass.image;

import forwardpass.image.resize.PixelRows;
import java.awt.Point;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.PixelInterleavedSampleModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;

/**
 * Where the JDK's reader of JPEG puts row after row: as large as the picture, and without its
 * pixels, which go on, in grey or in colour.
 */
final class RowSink extends WritableRaster {
  private final SampleRows into;
  private final byte[] samples;
  private int count;

  RowSink(int width, int height, int components, PixelRows into) {
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
    this.into = new SampleRows(width, components, into);
    this.samples = new byte[width * components];
  }

  /** How many rows of the last pass have come. */
  int count() {
    return count;
  }

  /** Of several passes over a picture, as progressive files have, the last one is the picture. */
  @Override
  public void setRect(int x, int y, Raster row) {
    if (y == 0) {
      into.clear();
      count = 0;
    }
    row.getDataElements(0, 0, getWidth(), 1, samples);
    into.add(y, samples);
    count++;
  }
}
