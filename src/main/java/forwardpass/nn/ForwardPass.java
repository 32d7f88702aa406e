package forwardpass.nn;

/**
 * Runs a network over batches of images, one batch at a time, in buffers that grow to the largest
 * batch and are used again for the next. Not safe for use by several threads: each has its own.
 */
public final class ForwardPass {
  private final Network network;
  private final Gemm gemm;
  private final Dense[] layers;
  private final Dense first;
  private final NonzeroColumns columns;
  private final Widening widening;
  private final float[] columnWeights;
  private final float[][] outputs;
  private float[] input = {};
  private int capacity = -1;

  public ForwardPass(Network network, Gemm gemm) {
    this(network, gemm, new AdaptiveWidening());
  }

  ForwardPass(Network network, Gemm gemm, Widening widening) {
    this.network = network;
    this.gemm = gemm;
    this.layers = network.layers().toArray(Dense[]::new);
    this.first = layers[0];
    this.columns = new NonzeroColumns(network.inputs());
    this.widening = widening;
    this.columnWeights = new float[network.inputs() * first.outputs()];
    this.outputs = new float[layers.length][];
  }

  /**
   * Runs a batch of images of unsigned bytes.
   *
   * @param pixels [rows, inputs]; may be longer
   * @param scale what each pixel is multiplied by: 1/255f to normalise, 1 to take it as it is
   * @return the network's output, [rows, outputs]; longer where the batch is short, and overwritten
   *     by the next call
   */
  public float[] run(byte[] pixels, int rows, float scale) {
    ensureCapacity(rows);
    columns.find(pixels, rows);
    widening.widen(pixels, rows, columns, scale, input);
    if (columns.areAll()) {
      return runFrom(0, input, rows);
    }
    first.forward(gemm, rows, columns, input, columnWeights, outputs[0]);
    return runFrom(1, outputs[0], rows);
  }

  /**
   * Runs a batch of images of floats; as {@link #run(byte[], int, float)}.
   *
   * @param features [rows, inputs]; may be longer
   */
  public float[] run(float[] features, int rows, float scale) {
    ensureCapacity(rows);
    for (int i = 0; i < rows * network.inputs(); i++) {
      input[i] = features[i] * scale;
    }
    return runFrom(0, input, rows);
  }

  private void ensureCapacity(int rows) {
    if (rows > capacity) {
      input = new float[Math.addExact(inputs(rows), Widening.SLACK)];
      for (int i = 0; i < outputs.length; i++) {
        outputs[i] = new float[Math.multiplyExact(rows, layers[i].outputs())];
      }
      capacity = rows;
    }
  }

  private int inputs(int rows) {
    return Math.multiplyExact(rows, network.inputs());
  }

  private float[] runFrom(int layer, float[] layerInput, int rows) {
    float[] x = layerInput;
    for (int i = layer; i < layers.length; i++) {
      layers[i].forward(gemm, rows, x, outputs[i]);
      x = outputs[i];
    }
    return x;
  }
}
