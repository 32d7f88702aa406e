package forwardpass.image;

import forwardpass.image.resize.PixelRows;

/** Whole rows of grey or of colours, which go on in grey or in colour. */
final class SampleRows {
  private final int width;
  private final int components;
  private final PixelRows into;

  /** Those of the other number of channels; null where there are as many. */
  private final byte[] converted;

  /**
   * @param components 1, grey; or 3, red, green and blue
   */
  SampleRows(int width, int components, PixelRows into) {
    this.width = width;
    this.components = components;
    this.into = into;
    this.converted = components == into.channels() ? null : new byte[width * into.channels()];
  }

  void clear() {
    into.clear();
  }

  void add(int y, byte[] samples) {
    if (converted == null) {
      into.add(y, 0, 1, width, samples, 0);
      return;
    }
    if (components == 1) {
      Grey.toRgb(samples, converted, width);
    } else {
      Grey.of(samples, converted, width);
    }
    into.add(y, 0, 1, width, converted, 0);
  }
}
