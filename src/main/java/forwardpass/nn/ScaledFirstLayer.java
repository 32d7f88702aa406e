package forwardpass.nn;

/** Images of numbers, scaled and then put through a layer as any others. */
final class ScaledFirstLayer implements FirstLayer<float[]> {
  private final int inputs;
  private final Layer layer;
  private float[] scaled = {};

  ScaledFirstLayer(int inputs, Layer layer) {
    this.inputs = inputs;
    this.layer = layer;
  }

  @Override
  public void forward(float[] pixels, int start, int rows, float scale, float[] y) {
    if (scale == 1 && start == 0) {
      layer.forward(rows, pixels, y);
      return;
    }
    int size = Math.multiplyExact(rows, inputs);
    if (scaled.length < size) {
      scaled = new float[size];
    }
    for (int i = 0; i < size; i++) {
      scaled[i] = pixels[start + i] * scale;
    }
    layer.forward(rows, scaled, y);
  }
}
