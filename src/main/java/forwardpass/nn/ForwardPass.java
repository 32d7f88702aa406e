package forwardpass.nn;

/**
 * Runs a network over batches of images, one batch at a time, in buffers that grow to the largest
 * batch and are used again for the next. Not safe for use by several threads: each has its own.
 */
public final class ForwardPass {
  private final Network network;
  private final Gemm gemm;
  private final float[][] outputs;
  private float[] input = {};
  private int capacity;

  public ForwardPass(Network network, Gemm gemm) {
    this.network = network;
    this.gemm = gemm;
    this.outputs = new float[network.layers().size()][];
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
    for (int i = 0; i < rows * network.inputs(); i++) {
      input[i] = (pixels[i] & 0xff) * scale;
    }
    return runLayers(rows);
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
    return runLayers(rows);
  }

  private void ensureCapacity(int rows) {
    if (rows > capacity) {
      input = new float[Math.multiplyExact(rows, network.inputs())];
      for (int i = 0; i < outputs.length; i++) {
        outputs[i] = new float[Math.multiplyExact(rows, network.layers().get(i).outputs())];
      }
      capacity = rows;
    }
  }

  private float[] runLayers(int rows) {
    float[] x = input;
    for (int i = 0; i < outputs.length; i++) {
      network.layers().get(i).forward(gemm, rows, x, outputs[i]);
      x = outputs[i];
    }
    return x;
  }
}
