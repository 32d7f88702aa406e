package forwardpass.model;

/** What the outputs of a model are, and with it what probability they give to a class. */
public enum OutputKind {
  /** A single output that is the probability of nothing. */
  NUMBER {
    @Override
    public double probability(float[] outputs, int start, int width, int of) {
      throw new IllegalStateException("a number is the probability of no class");
    }
  },
  /** A single output, the probability of class 1. */
  BINARY {
    @Override
    public double probability(float[] outputs, int start, int width, int of) {
      return of == 1 ? outputs[start] : 1 - (double) outputs[start];
    }
  },
  /** Each the probability of its class; together 1. */
  PROBABILITIES {
    @Override
    public double probability(float[] outputs, int start, int width, int of) {
      return outputs[start + of];
    }
  },
  /** Each the probability of its class against all others, so that their sum can be any. */
  ONE_VERSUS_REST {
    @Override
    public double probability(float[] outputs, int start, int width, int of) {
      return outputs[start + of];
    }

    @Override
    public double normalized(float[] outputs, int start, int width, int of) {
      double sum = 0;
      for (int k = 0; k < width; k++) {
        sum += outputs[start + k];
      }
      return sum == 0 ? 0 : outputs[start + of] / sum;
    }
  },
  /** Logarithms of probabilities. */
  LOG_PROBABILITIES {
    @Override
    public double probability(float[] outputs, int start, int width, int of) {
      return Math.exp(outputs[start + of]);
    }
  },
  /** Softmax makes probabilities of them. */
  LOGITS {
    @Override
    public double probability(float[] outputs, int start, int width, int of) {
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
  public abstract double probability(float[] outputs, int start, int width, int of);

  /** The probability of a class where those of all classes have to add up to 1. */
  public double normalized(float[] outputs, int start, int width, int of) {
    return probability(outputs, start, width, of);
  }
}
