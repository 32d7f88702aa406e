package forwardpass.nn;

import forwardpass.blas.Gemm;
import forwardpass.model.Session;

/** Runs a {@link Network}'s layers one after the other. */
public final class ForwardPass implements Session {
  /** What an array has beside its values, and a reference to it, as floats. */
  private static final int ARRAY = 5;

  private final String name;
  private final FirstLayer<byte[]> first;
  private final FirstLayer<float[]> firstOfFloats;
  private final Layer[] products;
  private final Activation[] activations;
  private final int[] widths;
  private final float[][] outputs;
  private int capacity = -1;

  /** The fastest, by this BLAS. */
  public ForwardPass(Network network, Gemm gemm) {
    this(network, gemm, AdaptiveFirstLayer.ofBytes(network.layers().get(0), gemm));
  }

  /**
   * @param first of images of bytes
   */
  ForwardPass(Network network, Gemm gemm, FirstLayer<byte[]> first) {
    this(
        network,
        gemm.name(),
        first,
        AdaptiveFirstLayer.ofFloats(network.layers().get(0), gemm),
        network.layers().stream()
            .map(layer -> (Layer) (rows, x, y) -> layer.affine(gemm, rows, x, y))
            .toArray(Layer[]::new));
  }

  private ForwardPass(
      Network network,
      String name,
      FirstLayer<byte[]> first,
      FirstLayer<float[]> firstOfFloats,
      Layer[] products) {
    this.name = name;
    this.first = first;
    this.firstOfFloats = firstOfFloats;
    this.products = products;
    this.activations = network.layers().stream().map(Dense::activation).toArray(Activation[]::new);
    this.widths = network.layers().stream().mapToInt(Dense::outputs).toArray();
    this.outputs = new float[products.length][];
  }

  /**
   * The fastest on this machine, or, where it is to be deterministic, one that gives the same bits
   * for an image whenever and beside whatever others it is scored.
   */
  public static ForwardPass of(Network network, boolean isDeterministic) {
    return isDeterministic ? ordered(network) : new ForwardPass(network, Gemm.fastest());
  }

  private static ForwardPass ordered(Network network) {
    OrderedLayer[] products =
        network.layers().stream().map(OrderedLayer::new).toArray(OrderedLayer[]::new);
    return new ForwardPass(
        network,
        "Java in one order",
        new OrderedFirstLayer(network.layers().get(0), products[0]),
        new ScaledFirstLayer(network.inputs(), products[0]),
        products);
  }

  /**
   * The most memory that an instance takes for itself, the network's own weights left out.
   *
   * @param batchSize the most images of a batch
   * @param areBytes whether images are of unsigned bytes
   * @param isDeterministic as in {@link #of}
   * @return bytes
   */
  public static long bytes(
      Network network, int batchSize, boolean areBytes, boolean isDeterministic) {
    long perImage = network.inputs();
    long rows = 0;
    for (Dense layer : network.layers()) {
      perImage += layer.outputs();
      rows += layer.inputs() * (long) (ARRAY + layer.outputs());
    }
    long floats = batchSize * perImage;
    if (isDeterministic) {
      floats += rows;
    } else {
      floats += AdaptiveFirstLayer.floats(network.layers().get(0), areBytes);
    }
    return floats * Float.BYTES;
  }

  /** What multiplies, and adds up. */
  @Override
  public String name() {
    return name;
  }

  /** As {@link #run(byte[], int, int, float)}, of pixels from the start of an array. */
  public float[] run(byte[] pixels, int rows, float scale) {
    return run(pixels, 0, rows, scale);
  }

  @Override
  public float[] run(byte[] pixels, int start, int rows, float scale) {
    ensureCapacity(rows);
    first.forward(pixels, start, rows, scale, outputs[0]);
    return runOn(rows);
  }

  @Override
  public float[] run(float[] features, int rows, float scale) {
    ensureCapacity(rows);
    firstOfFloats.forward(features, 0, rows, scale, outputs[0]);
    return runOn(rows);
  }

  /** There is nothing to give back. */
  @Override
  public void close() {}

  private void ensureCapacity(int rows) {
    if (rows > capacity) {
      for (int i = 0; i < outputs.length; i++) {
        outputs[i] = new float[Math.multiplyExact(rows, widths[i])];
      }
      capacity = rows;
    }
  }

  /** From the products of the first layer on. */
  private float[] runOn(int rows) {
    activate(0, rows);
    float[] x = outputs[0];
    for (int i = 1; i < products.length; i++) {
      products[i].forward(rows, x, outputs[i]);
      activate(i, rows);
      x = outputs[i];
    }
    return x;
  }

  /** Only what is a result is worth the time that the formula takes. */
  private void activate(int layer, int rows) {
    int width = widths[layer];
    if (layer == activations.length - 1) {
      activations[layer].applyExactly(outputs[layer], rows, width);
    } else {
      activations[layer].apply(outputs[layer], rows, width);
    }
  }
}
