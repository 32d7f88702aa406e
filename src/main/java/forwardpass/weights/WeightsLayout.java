package forwardpass.weights;

import forwardpass.nn.Tensor;

/** Which way round the matrices of a weights file are. */
public enum WeightsLayout {
  /** Of shape [inputs, outputs], as in Y = X·W + b. */
  IN_OUT("in-out", "[inputs, outputs]"),

  /** Of shape [outputs, inputs], as PyTorch's {@code Linear} has them. */
  OUT_IN("out-in", "[outputs, inputs]");

  private final String option;
  private final String shape;

  WeightsLayout(String option, String shape) {
    this.option = option;
    this.shape = shape;
  }

  WeightsLayout other() {
    return this == IN_OUT ? OUT_IN : IN_OUT;
  }

  /** The shape of a matrix, for messages. */
  String shape() {
    return shape;
  }

  int inputs(Tensor matrix) {
    return matrix.shape().get(this == IN_OUT ? 0 : 1);
  }

  int outputs(Tensor matrix) {
    return matrix.shape().get(this == IN_OUT ? 1 : 0);
  }

  /** A matrix as [inputs, outputs]; what is no matrix, as it is. */
  Tensor toInOut(Tensor weights) {
    return this == IN_OUT || weights.rank() != 2 ? weights : weights.transposed();
  }

  /** The value of the option {@code --weights-layout}. */
  @Override
  public String toString() {
    return option;
  }
}
