package forwardpass.nn;

import forwardpass.blas.Gemm;

/**
 * One matrix product for the batch, of the columns that are not blank in all of its images: fast
 * from the first image on, and on any machine.
 */
final class GemmFirstLayer implements FirstLayer<byte[]> {
  private final Dense layer;
  private final Gemm gemm;
  private final NonzeroColumns columns;
  private final PixelTable table = new PixelTable();
  private float[] input = {};

  /** [inputs, outputs]; as large as the layer's weights, so that it is made where it is needed. */
  private float[] columnWeights;

  GemmFirstLayer(Dense layer, Gemm gemm) {
    this.layer = layer;
    this.gemm = gemm;
    this.columns = new NonzeroColumns(layer.inputs());
  }

  @Override
  public void forward(byte[] pixels, int start, int rows, float scale, float[] y) {
    int size = Math.multiplyExact(rows, layer.inputs());
    if (input.length < size) {
      input = new float[size];
    }
    columns.find(pixels, start, rows);
    widen(pixels, start, rows, table.of(scale));
    if (columns.areAll()) {
      layer.affine(gemm, rows, input, y);
    } else {
      if (columnWeights == null) {
        columnWeights = new float[layer.inputs() * layer.outputs()];
      }
      layer.affine(gemm, rows, columns, input, columnWeights, y);
    }
  }

  private void widen(byte[] pixels, int start, int rows, float[] values) {
    int to = 0;
    for (int row = 0; row < rows; row++) {
      int image = start + row * layer.inputs();
      for (int i = 0; i < columns.count(); i++) {
        input[to + i] = values[pixels[image + columns.get(i)] & 0xff];
      }
      to += columns.count();
    }
  }
}
