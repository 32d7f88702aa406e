package forwardpass.chapter;

import forwardpass.nn.Activation;
import forwardpass.nn.Dense;
import forwardpass.nn.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * A dense layer in float64: the eight digits that the chapter prints of a network are more than a
 * float32 has.
 *
 * @param weights [inputs, outputs]
 * @param bias [outputs]
 * @param activation {@link Activation#SIGMOID} or {@link Activation#IDENTITY}
 */
record Float64Layer(double[][] weights, double[] bias, Activation activation) {
  /** X·W + b, for a vector X. */
  double[] affine(double[] x) {
    double[] sums = bias.clone();
    for (int i = 0; i < x.length; i++) {
      for (int k = 0; k < sums.length; k++) {
        sums[k] += x[i] * weights[i][k];
      }
    }
    return sums;
  }

  /** What the activation makes of X·W + b. */
  double[] activated(double[] sums) {
    return Arrays.stream(sums).map(formula()).toArray();
  }

  private DoubleUnaryOperator formula() {
    return switch (activation) {
      case SIGMOID -> x -> 1 / (1 + Math.exp(-x));
      case IDENTITY -> x -> x;
      case STEP, RELU, TANH, SOFTMAX, LOG_SOFTMAX ->
          throw new IllegalStateException("layer of " + activation);
    };
  }

  /** The same layer as the networks have it. */
  Dense toFloat32() {
    double[] values = Arrays.stream(weights).flatMapToDouble(Arrays::stream).toArray();
    return new Dense(
        tensor(List.of(weights.length, bias.length), values),
        tensor(List.of(bias.length), bias),
        activation);
  }

  private static Tensor tensor(List<Integer> shape, double[] values) {
    float[] rounded = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      rounded[i] = (float) values[i];
    }
    return new Tensor(shape, rounded);
  }
}
