package forwardpass.nn;

/**
 * Runs a network over batches of images, one batch at a time, in buffers that grow to the largest
 * batch and are used again for the next. Not safe for use by several threads: each has its own.
 */
public final class ForwardPass {
  private final Network network;
  private final Gemm gemm;
  private final Dense[] layers;
  private final FirstLayer first;
  private final float[][] outputs;
  private float[] input = {};
  private int capacity = -1;

  public ForwardPass(Network network, Gemm gemm) {
    this(network, gemm, new AdaptiveFirstLayer(network.layers().get(0), gemm));
  }

  /**
   * The most memory that an instance takes for itself, the network's own weights left out.
   *
   * @param batchSize the most images of a batch
   * @param areBytes whether images are of unsigned bytes
   * @return bytes
   */
  public static long bytes(Network network, int batchSize, boolean areBytes) {
    long perImage = network.inputs();
    for (Dense layer : network.layers()) {
      perImage += layer.outputs();
    }
    long floats = batchSize * perImage;
    if (areBytes) {
      floats += AdaptiveFirstLayer.floats(network.layers().get(0));
    }
    return floats * Float.BYTES;
  }

  ForwardPass(Network network, Gemm gemm, FirstLayer first) {
    this.network = network;
    this.gemm = gemm;
    this.layers = network.layers().toArray(Dense[]::new);
    this.first = first;
    this.outputs = new float[layers.length][];
  }

  /** As {@link #run(byte[], int, int, float)}, of pixels from the start of an array. */
  public float[] run(byte[] pixels, int rows, float scale) {
    return run(pixels, 0, rows, scale);
  }

  /**
   * Runs a batch of images of unsigned bytes.
   *
   * @param pixels [rows, inputs] from {@code start} on; may be longer
   * @param scale what each pixel is multiplied by: 1/255f to normalise, 1 to take it as it is
   * @return the network's output, [rows, outputs]; longer where the batch is short, and overwritten
   *     by the next call
   */
  public float[] run(byte[] pixels, int start, int rows, float scale) {
    ensureCapacity(rows);
    first.forward(pixels, start, rows, scale, outputs[0]);
    activate(0, rows);
    return runFrom(1, outputs[0], rows);
  }

  /**
   * Runs a batch of images of floats; as {@link #run(byte[], int, int, float)}.
   *
   * @param features [rows, inputs]; may be longer
   */
  public float[] run(float[] features, int rows, float scale) {
    ensureCapacity(rows);
    int size = Math.multiplyExact(rows, network.inputs());
    if (input.length < size) {
      input = new float[size];
    }
    for (int i = 0; i < size; i++) {
      input[i] = features[i] * scale;
    }
    return runFrom(0, input, rows);
  }

  private void ensureCapacity(int rows) {
    if (rows > capacity) {
      for (int i = 0; i < outputs.length; i++) {
        outputs[i] = new float[Math.multiplyExact(rows, layers[i].outputs())];
      }
      capacity = rows;
    }
  }

  private float[] runFrom(int layer, float[] layerInput, int rows) {
    float[] x = layerInput;
    for (int i = layer; i < layers.length; i++) {
      layers[i].affine(gemm, rows, x, outputs[i]);
      activate(i, rows);
      x = outputs[i];
    }
    return x;
  }

  /** Only what is a result is worth the time that the formula takes. */
  private void activate(int layer, int rows) {
    Activation activation = layers[layer].activation();
    if (layer == layers.length - 1) {
      activation.applyExactly(outputs[layer], rows, layers[layer].outputs());
    } else {
      activation.apply(outputs[layer], rows, layers[layer].outputs());
    }
  }
}
