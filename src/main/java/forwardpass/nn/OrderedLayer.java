package forwardpass.nn;

/**
 * A layer whose sums are added up in one order, each output its bias and then the products of the
 * inputs from the first to the last, rounded after each multiplication and each addition: the same
 * bits for an image in whatever batch, at whatever time, on whatever processor. BLAS takes another
 * order for another number of images.
 *
 * <p>Inputs that are zero are left out, which changes no sum. The loops are such that the compiler
 * makes vectors of them, of outputs side by side: each array is read at the same place.
 */
final class OrderedLayer implements Layer {
  private final int inputs;

  /** [inputs][outputs]. */
  private final float[][] weights;

  private final float[] bias;
  private final float[] sums;

  /** The inputs of an image that are not zero. */
  private final int[] inked;

  OrderedLayer(Dense layer) {
    inputs = layer.inputs();
    weights = layer.weightRows();
    bias = layer.bias().values();
    sums = new float[layer.outputs()];
    inked = new int[inputs];
  }

  @Override
  public void forward(int rows, float[] x, float[] y) {
    for (int row = 0; row < rows; row++) {
      forward(x, row * inputs, y, row * sums.length);
    }
  }

  /** Computes one image. */
  void forward(float[] x, int from, float[] y, int to) {
    System.arraycopy(bias, 0, sums, 0, sums.length);
    int count = find(x, from);
    int next = 0;
    for (; next + 4 <= count; next += 4) {
      addFour(sums, x, from, inked, next, weights);
    }
    for (; next < count; next++) {
      add(sums, x[from + inked[next]], weights[inked[next]]);
    }
    System.arraycopy(sums, 0, y, to, sums.length);
  }

  private int find(float[] x, int from) {
    int count = 0;
    for (int i = 0; i < inputs; i++) {
      inked[count] = i;
      count += x[from + i] == 0 ? 0 : 1;
    }
    return count;
  }

  /** One after the other; four at a time, so that the sums are fetched and stored less often. */
  private static void addFour(
      float[] sums, float[] x, int from, int[] inked, int next, float[][] weights) {
    int first = inked[next];
    int second = inked[next + 1];
    int third = inked[next + 2];
    int fourth = inked[next + 3];
    addFour(
        sums,
        x[from + first],
        weights[first],
        x[from + second],
        weights[second],
        x[from + third],
        weights[third],
        x[from + fourth],
        weights[fourth]);
  }

  private static void addFour(
      float[] sums,
      float x0,
      float[] w0,
      float x1,
      float[] w1,
      float x2,
      float[] w2,
      float x3,
      float[] w3) {
    for (int k = 0; k < sums.length; k++) {
      sums[k] = sums[k] + x0 * w0[k] + x1 * w1[k] + x2 * w2[k] + x3 * w3[k];
    }
  }

  private static void add(float[] sums, float x, float[] w) {
    for (int k = 0; k < sums.length; k++) {
      sums[k] += x * w[k];
    }
  }
}
