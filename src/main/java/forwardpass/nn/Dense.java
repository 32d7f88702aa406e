package forwardpass.nn;

import forwardpass.blas.Gemm;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;

/**
 * A fully connected layer: Y = activation(X·W + b), with X [n, inputs], W [inputs, outputs], b
 * [outputs] and Y [n, outputs], all row-major float32.
 */
public final class Dense implements Serializable {
  private static final long serialVersionUID = 1;

  private final int inputs;
  private final int outputs;
  private final float[] weights;
  private final float[] bias;
  private final Activation activation;

  /**
   * @param weights [inputs, outputs]
   * @param bias [outputs], or [1, outputs] as some exporters write it
   * @throws IllegalArgumentException where the shapes do not fit
   */
  public Dense(Tensor weights, Tensor bias, Activation activation) {
    if (weights.rank() != 2 || weights.values().length == 0) {
      throw new IllegalArgumentException(
          "expected weights of shape [inputs, outputs], found " + weights.shape());
    }
    this.inputs = weights.shape().get(0);
    this.outputs = weights.shape().get(1);
    boolean row = bias.rank() == 1 || (bias.rank() == 2 && bias.shape().get(0) == 1);
    if (!row || bias.values().length != outputs) {
      throw new IllegalArgumentException(
          "expected a bias of shape [%d] for weights of shape %s, found %s"
              .formatted(outputs, weights.shape(), bias.shape()));
    }
    this.weights = weights.values().clone();
    this.bias = bias.values().clone();
    this.activation = activation;
  }

  /** The same layer with {@link Activation#IDENTITY}. */
  Dense withoutActivation() {
    return new Dense(weights(), bias(), Activation.IDENTITY);
  }

  /**
   * The same layer over values of which a mean has been subtracted, and which are then divided.
   *
   * @param mean of each channel; values come pixel by pixel
   * @param deviation of each channel, by which values are divided
   */
  Dense normalized(float[] mean, float[] deviation) {
    float[] divided = new float[weights.length];
    double[] shifted = new double[outputs];
    for (int i = 0; i < inputs; i++) {
      double factor = 1.0 / deviation[i % deviation.length];
      double shift = mean[i % mean.length] * factor;
      for (int k = 0; k < outputs; k++) {
        float weight = weights[i * outputs + k];
        divided[i * outputs + k] = (float) (weight * factor);
        shifted[k] += weight * shift;
      }
    }
    float[] rest = new float[outputs];
    for (int k = 0; k < outputs; k++) {
      rest[k] = (float) (bias[k] - shifted[k]);
    }
    return new Dense(
        new Tensor(List.of(inputs, outputs), divided),
        new Tensor(List.of(outputs), rest),
        activation);
  }

  /** W, [inputs, outputs]; a copy. */
  public Tensor weights() {
    return new Tensor(List.of(inputs, outputs), weights.clone());
  }

  /** W as a row for each input, [inputs][outputs]; a copy. */
  float[][] weightRows() {
    float[][] rows = new float[inputs][];
    for (int i = 0; i < inputs; i++) {
      rows[i] = Arrays.copyOfRange(weights, i * outputs, (i + 1) * outputs);
    }
    return rows;
  }

  /** b, [outputs]; a copy. */
  public Tensor bias() {
    return new Tensor(List.of(outputs), bias.clone());
  }

  /** The number of values that the layer takes for each image. */
  public int inputs() {
    return inputs;
  }

  /** The number of values that the layer gives for each image. */
  public int outputs() {
    return outputs;
  }

  /** What follows X·W + b. */
  public Activation activation() {
    return activation;
  }

  /**
   * Computes X·W + b for the first {@code rows} rows of {@code x}.
   *
   * @param x [rows, inputs]
   * @param y [rows, outputs], overwritten
   */
  void affine(Gemm gemm, int rows, float[] x, float[] y) {
    affine(gemm, rows, x, inputs, weights, y);
  }

  /**
   * Computes X·W + b from some of the layer's inputs, where all others are zero.
   *
   * @param columns which inputs they are
   * @param x [rows, columns]
   * @param columnWeights [columns, outputs], overwritten with the weights of those inputs
   * @param y [rows, outputs], overwritten
   */
  void affine(
      Gemm gemm, int rows, NonzeroColumns columns, float[] x, float[] columnWeights, float[] y) {
    columns.gatherRows(weights, outputs, columnWeights);
    affine(gemm, rows, x, columns.count(), columnWeights, y);
  }

  /** Adds X·W to {@code y}, as a part of {@link #affine(Gemm, int, float[], float[])}. */
  void multiply(Gemm gemm, int rows, float[] x, float[] y) {
    gemm.multiplyAdd(rows, inputs, outputs, x, weights, y);
  }

  private void affine(Gemm gemm, int rows, float[] x, int width, float[] w, float[] y) {
    for (int row = 0; row < rows; row++) {
      System.arraycopy(bias, 0, y, row * outputs, outputs);
    }
    gemm.multiplyAdd(rows, width, outputs, x, w, y);
  }
}
