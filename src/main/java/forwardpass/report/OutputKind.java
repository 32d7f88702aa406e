package forwardpass.report;

import forwardpass.nn.Activation;
import forwardpass.nn.Network;

/** What the outputs of a network are, and with it what probability they give to a class. */
enum OutputKind {
  /** A single output that is the probability of nothing. */
  NUMBER {
    @Override
    double probability(float[] outputs, int start, int width, int of) {
      throw new IllegalStateException("a number is the probability of no class");
    }
  },
  /** A single output, the probability of class 1. */
  BINARY {
    @Override
    double probability(float[] outputs, int start, int width, int of) {
      return of == 1 ? outputs[start] : 1 - (double) outputs[start];
    }
  },
  PROBABILITIES {
    @Override
    double probability(float[] outputs, int start, int width, int of) {
      return outputs[start + of];
    }
  },
  LOG_PROBABILITIES {
    @Override
    double probability(float[] outputs, int start, int width, int of) {
      return Math.exp(outputs[start + of]);
    }
  },
  /** Softmax makes probabilities of them. */
  LOGITS {
    @Override
    double probability(float[] outputs, int start, int width, int of) {
      double largest = Double.NEGATIVE_INFINITY;
      for (int k = 0; k < width; k++) {
        largest = Math.max(largest, outputs[start + k]);
      }
      double sum = 0;
      for (int k = 0; k < width; k++) {
        sum += Math.exp(outputs[start + k] - largest);
      }
      return Math.exp(outputs[start + of] - largest) / sum;
    }
  };

  /**
   * The probability of a class.
   *
   * @param outputs of a batch
   * @param start where those of the image begin
   */
  abstract double probability(float[] outputs, int start, int width, int of);

  static OutputKind of(Network network) {
    if (network.isRegression()) {
      return NUMBER;
    }
    if (network.outputs() == 1) {
      return BINARY;
    }
    Activation activation = network.outputActivation();
    if (activation == Activation.SOFTMAX || activation == Activation.SIGMOID) {
      return PROBABILITIES;
    }
    return activation == Activation.LOG_SOFTMAX ? LOG_PROBABILITIES : LOGITS;
  }
}
