package forwardpass.nn;

import java.util.List;

/**
 * The forward pass as chapter 3 writes it down, one sum after another in doubles: what {@link
 * ForwardPass} is checked against.
 */
final class NaiveNetwork {
  private final List<Layer> layers;

  /**
   * @param weights [inputs, outputs], row-major
   * @param bias [outputs]
   */
  record Layer(int inputs, int outputs, float[] weights, float[] bias, Activation activation) {
    Dense dense() {
      return new Dense(
          new Tensor(List.of(inputs, outputs), weights),
          new Tensor(List.of(outputs), bias),
          activation);
    }
  }

  NaiveNetwork(List<Layer> layers) {
    this.layers = layers;
  }

  Network network() {
    return new Network(layers.stream().map(Layer::dense).toList());
  }

  /** The output for one image. */
  double[] forward(double[] image) {
    double[] x = image;
    for (Layer layer : layers) {
      double[] y = new double[layer.outputs()];
      for (int j = 0; j < y.length; j++) {
        y[j] = layer.bias()[j];
        for (int i = 0; i < x.length; i++) {
          y[j] += x[i] * layer.weights()[i * layer.outputs() + j];
        }
      }
      x = activated(y, layer.activation());
    }
    return x;
  }

  private static double[] activated(double[] y, Activation activation) {
    double[] z = new double[y.length];
    double largest = Double.NEGATIVE_INFINITY;
    double sum = 0;
    for (double value : y) {
      largest = Math.max(largest, value);
    }
    for (double value : y) {
      sum += Math.exp(value - largest);
    }
    for (int j = 0; j < y.length; j++) {
      z[j] =
          switch (activation) {
            case STEP -> y[j] > 0 ? 1 : 0;
            case SIGMOID -> 1 / (1 + Math.exp(-y[j]));
            case RELU -> y[j] > 0 ? y[j] : 0;
            case TANH -> Math.tanh(y[j]);
            case IDENTITY -> y[j];
            case SOFTMAX -> Math.exp(y[j] - largest) / sum;
            case LOG_SOFTMAX -> Math.log(Math.exp(y[j] - largest) / sum);
          };
    }
    return z;
  }
}
