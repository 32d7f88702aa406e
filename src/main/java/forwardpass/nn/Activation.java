package forwardpass.nn;

/**
 * The function that follows a layer's affine map, applied in place to the pre-activations of a
 * batch: [n, width], row-major. Formulas as in chapter 3 of "Deep Learning from Scratch".
 */
public enum Activation {
  /** 1 where x &gt; 0, else 0. */
  STEP {
    @Override
    void apply(float[] values, int rows, int width) {
      for (int i = 0; i < rows * width; i++) {
        values[i] = values[i] > 0 ? 1 : 0;
      }
    }
  },

  /** 1 / (1 + exp(-x)); in hidden layers to within 3e-7. */
  SIGMOID {
    @Override
    void apply(float[] values, int rows, int width) {
      for (int i = 0; i < rows * width; i++) {
        values[i] = 0.5f + 0.5f * RationalTanh.of(0.5f * values[i]);
      }
    }

    /** Of exponentials that do not overflow. */
    @Override
    void applyExactly(float[] values, int rows, int width) {
      for (int i = 0; i < rows * width; i++) {
        double small = Math.exp(-Math.abs((double) values[i]));
        values[i] = (float) ((values[i] < 0 ? small : 1) / (1 + small));
      }
    }
  },

  /** max(0, x). */
  RELU {
    @Override
    void apply(float[] values, int rows, int width) {
      for (int i = 0; i < rows * width; i++) {
        values[i] = Math.max(0, values[i]);
      }
    }
  },

  /** (exp(x) - exp(-x)) / (exp(x) + exp(-x)); in hidden layers to within 5e-7. */
  TANH {
    @Override
    void apply(float[] values, int rows, int width) {
      for (int i = 0; i < rows * width; i++) {
        values[i] = RationalTanh.of(values[i]);
      }
    }

    @Override
    void applyExactly(float[] values, int rows, int width) {
      for (int i = 0; i < rows * width; i++) {
        values[i] = (float) Math.tanh(values[i]);
      }
    }
  },

  /** x. */
  IDENTITY {
    @Override
    void apply(float[] values, int rows, int width) {}
  },

  /**
   * exp(x[k] - m) / sum over j of exp(x[j] - m), where m is the largest of the row: the shift
   * changes nothing but that no exponential overflows.
   */
  SOFTMAX {
    @Override
    void apply(float[] values, int rows, int width) {
      for (int row = 0; row < rows; row++) {
        int start = row * width;
        int end = start + width;
        float max = Float.NEGATIVE_INFINITY;
        for (int i = start; i < end; i++) {
          max = Math.max(max, values[i]);
        }
        double sum = 0;
        for (int i = start; i < end; i++) {
          double exponential = Math.exp(values[i] - max);
          values[i] = (float) exponential;
          sum += exponential;
        }
        float scale = (float) (1 / sum);
        for (int i = start; i < end; i++) {
          values[i] *= scale;
        }
      }
    }
  },

  /** x[k] - m - log(sum over j of exp(x[j] - m)): the logarithm of {@link #SOFTMAX}. */
  LOG_SOFTMAX {
    @Override
    void apply(float[] values, int rows, int width) {
      for (int row = 0; row < rows; row++) {
        int start = row * width;
        int end = start + width;
        float max = Float.NEGATIVE_INFINITY;
        for (int i = start; i < end; i++) {
          max = Math.max(max, values[i]);
        }
        double sum = 0;
        for (int i = start; i < end; i++) {
          sum += Math.exp(values[i] - max);
        }
        double shift = max + Math.log(sum);
        for (int i = start; i < end; i++) {
          values[i] = (float) (values[i] - shift);
        }
      }
    }
  };

  /** As hidden layers have it: fast, within what the function's own comment says. */
  abstract void apply(float[] values, int rows, int width);

  /** As the last layer has it, whose values are the results: by the formula, rounded to a float. */
  void applyExactly(float[] values, int rows, int width) {
    apply(values, rows, width);
  }

  /** The last layer's function of one row of pre-activations, which stays as it is. */
  public float[] of(float... row) {
    float[] values = row.clone();
    applyExactly(values, 1, row.length);
    return values;
  }
}
