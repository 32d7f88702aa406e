package forwardpass.nn;

/** An {@link OrderedLayer} of images of bytes. */
final class OrderedFirstLayer implements FirstLayer<byte[]> {
  private final int inputs;
  private final int outputs;
  private final OrderedLayer layer;
  private final PixelTable table = new PixelTable();
  private final float[] image;

  OrderedFirstLayer(Dense dense, OrderedLayer layer) {
    this.inputs = dense.inputs();
    this.outputs = dense.outputs();
    this.layer = layer;
    this.image = new float[inputs];
  }

  @Override
  public void forward(byte[] pixels, int start, int rows, float scale, float[] y) {
    float[] values = table.of(scale);
    for (int row = 0; row < rows; row++) {
      int first = start + row * inputs;
      for (int i = 0; i < inputs; i++) {
        image[i] = values[pixels[first + i] & 0xff];
      }
      layer.forward(image, 0, y, row * outputs);
    }
  }
}
