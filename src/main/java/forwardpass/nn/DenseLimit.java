package forwardpass.nn;

import forwardpass.blas.Gemm;
import java.util.Random;

/**
 * The least time that a network's matrix products take, every input counted and nothing else done:
 * what a forward pass is measured against. Not safe for use by several threads.
 */
public final class DenseLimit {
  private final Dense[] layers;
  private final Gemm gemm;
  private final int batchSize;
  private final float[][] values;

  /**
   * @param batchSize images per matrix product
   */
  public DenseLimit(Network network, Gemm gemm, int batchSize) {
    this.layers = network.layers().toArray(Dense[]::new);
    this.gemm = gemm;
    this.batchSize = batchSize;
    this.values = new float[layers.length + 1][];
    Random random = new Random(1);
    values[0] = new float[Math.multiplyExact(batchSize, network.inputs())];
    for (int i = 0; i < values[0].length; i++) {
      values[0][i] = random.nextFloat();
    }
    for (int i = 0; i < layers.length; i++) {
      values[i + 1] = new float[Math.multiplyExact(batchSize, layers[i].outputs())];
    }
  }

  /**
   * Multiplies for some seconds on the calling thread.
   *
   * @return how many images that was enough for
   */
  public long run(double seconds) {
    long start = System.nanoTime();
    long images = 0;
    do {
      for (int i = 0; i < layers.length; i++) {
        layers[i].multiply(gemm, batchSize, values[i], values[i + 1]);
      }
      images += batchSize;
    } while ((System.nanoTime() - start) / 1e9 < seconds);
    return images;
  }
}
