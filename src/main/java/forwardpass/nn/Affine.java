package forwardpass.nn;

import java.util.ArrayList;
import java.util.List;

/**
 * What a model has made of an image so far: whole layers, and after them X·W + b, or, before any
 * matrix has come, X·m + a for each value.
 *
 * @param layers those that have their activation
 * @param width how many values there are; -1 while nothing has said it
 * @param isMatrix whether it is of shape [n, width], as matrix products take it
 * @param weights [inputs, width]; null before a matrix has come
 * @param factor [width] or [1]: what the values are multiplied by, without a matrix
 * @param bias [width], or [1] where all are the same
 * @param isOfPixels whether what has been done to the image shows that its values go to 255
 */
public record Affine(
    List<Dense> layers,
    int width,
    boolean isMatrix,
    Tensor weights,
    double[] factor,
    double[] bias,
    boolean isOfPixels) {
  private static final double[] ONE = {1};
  private static final double[] ZERO = {0};

  /**
   * Values up to 1 are multiplied by more than 1 to be normalised; those up to 255 by a hundredth.
   */
  private static final double PIXEL_FACTOR = 1 / 16.0;

  /** The mean of values up to 1 is less; that of values up to 255 is not. */
  private static final double MOST_MEAN = 1.01;

  /** The image itself, of which nothing has been made yet. */
  public static Affine input(int width, boolean isMatrix, boolean isOfPixels) {
    return new Affine(List.of(), width, isMatrix, null, ONE, ZERO, isOfPixels);
  }

  /** What has been done so far, before any matrix, and whether that shows what the values are. */
  private Affine arithmetic(double[] newFactor, double[] newBias) {
    boolean shows = isOfPixels;
    for (int i = 0; layers.isEmpty() && i < Math.max(newFactor.length, newBias.length); i++) {
      double times = Math.abs(at(newFactor, i));
      shows |=
          times > 0 && (times < PIXEL_FACTOR || -at(newBias, i) / at(newFactor, i) > MOST_MEAN);
    }
    return new Affine(layers, width, isMatrix, null, newFactor, newBias, shows);
  }

  /** Whether the layers' values have not been touched since the last activation. */
  public boolean isUntouched() {
    return weights == null && isAll(factor, 1) && isAll(bias, 0);
  }

  private static boolean isAll(double[] values, double expected) {
    for (double value : values) {
      if (value != expected) {
        return false;
      }
    }
    return true;
  }

  /** As a matrix of this width, or any where it is -1. */
  public Affine flat(int newWidth) {
    return new Affine(layers, newWidth, true, weights, factor, bias, isOfPixels);
  }

  /**
   * Times a matrix; what is a product already becomes a layer without activation first.
   *
   * @param matrix [width, out]
   */
  public Affine times(Tensor matrix) {
    if (weights != null) {
      return activated(Activation.IDENTITY).times(matrix);
    }
    int in = matrix.shape().get(0);
    int out = matrix.shape().get(1);
    float[] scaled = matrix.values().clone();
    double[] shifted = new double[out];
    for (int i = 0; i < in; i++) {
      for (int k = 0; k < out; k++) {
        shifted[k] += at(bias, i) * matrix.values()[i * out + k];
        scaled[i * out + k] *= (float) at(factor, i);
      }
    }
    Tensor product = new Tensor(matrix.shape(), scaled);
    return new Affine(layers, out, true, product, ONE, shifted, isOfPixels);
  }

  private static double at(double[] values, int i) {
    return values[values.length == 1 ? 0 : i];
  }

  /** Plus the same values for each image: one, or as many as the width. */
  public Affine plus(double[] values) {
    int length = Math.max(bias.length, values.length);
    double[] sum = new double[length];
    for (int i = 0; i < length; i++) {
      sum[i] = at(bias, i) + at(values, i);
    }
    return weights == null
        ? arithmetic(factor, sum)
        : new Affine(layers, width, isMatrix, weights, factor, sum, isOfPixels);
  }

  /** Each value times one, or as many as the width. */
  public Affine scaled(double[] values) {
    double[] scaledBias = product(bias, values);
    if (weights == null) {
      return arithmetic(product(factor, values), scaledBias);
    }
    float[] scaledWeights = weights.values().clone();
    for (int i = 0; i < scaledWeights.length; i++) {
      scaledWeights[i] *= (float) at(values, i % width);
    }
    Tensor scaled = new Tensor(weights.shape(), scaledWeights);
    return new Affine(layers, width, isMatrix, scaled, factor, scaledBias, isOfPixels);
  }

  private static double[] product(double[] left, double[] right) {
    double[] product = new double[Math.max(left.length, right.length)];
    for (int i = 0; i < product.length; i++) {
      product[i] = at(left, i) * at(right, i);
    }
    return product;
  }

  /** The product, which there has to be, and its activation as a layer. */
  public Affine activated(Activation activation) {
    float[] values = new float[width];
    for (int k = 0; k < width; k++) {
      values[k] = (float) at(bias, k);
    }
    List<Dense> more = new ArrayList<>(layers);
    more.add(new Dense(weights, new Tensor(List.of(width), values), activation));
    return new Affine(more, width, true, null, ONE, ZERO, isOfPixels);
  }
}
