package forwardpass.onnxruntime;

import forwardpass.model.OutputKind;

/** Makes probabilities of what a graph gives, where it gives logits or logarithms. */
final class Probabilities {
  private Probabilities() {}

  /** What there is when probabilities have been made of scores. */
  static OutputKind kind(OutputKind given) {
    return given == OutputKind.LOGITS || given == OutputKind.LOG_PROBABILITIES
        ? OutputKind.PROBABILITIES
        : given;
  }

  /**
   * Makes them in place.
   *
   * @param scores of images from {@code start} on
   */
  static void make(OutputKind given, float[] scores, int start, int rows, int width) {
    if (given == OutputKind.LOGITS) {
      for (int row = 0; row < rows; row++) {
        softmax(scores, start + row * width, width);
      }
    } else if (given == OutputKind.LOG_PROBABILITIES) {
      for (int i = start; i < start + rows * width; i++) {
        scores[i] = (float) Math.exp(scores[i]);
      }
    }
  }

  private static void softmax(float[] scores, int start, int width) {
    float largest = scores[start];
    for (int k = 1; k < width; k++) {
      largest = Math.max(largest, scores[start + k]);
    }
    double sum = 0;
    for (int k = 0; k < width; k++) {
      sum += Math.exp(scores[start + k] - largest);
    }
    for (int k = 0; k < width; k++) {
      scores[start + k] = (float) (Math.exp(scores[start + k] - largest) / sum);
    }
  }
}
