package forwardpass.model;

/**
 * The class that a network predicts for each image of a batch: the one with the largest output, and
 * of equals the first, as NumPy's argmax has it. Where the network has a single output, that is the
 * probability of class 1, and class 1 is predicted from one half upwards.
 *
 * @param classes [n]
 * @param probability [n] the output for the class that is predicted; not a number where any of the
 *     image's outputs is infinite or not a number
 */
public record Predictions(int[] classes, float[] probability) {
  /**
   * The predictions for a batch.
   *
   * @param outputs [rows, width]; may be longer
   */
  public static Predictions of(float[] outputs, int rows, int width) {
    Predictions predictions = new Predictions(new int[rows], new float[rows]);
    for (int row = 0; row < rows; row++) {
      if (width == 1) {
        predictions.setBinary(row, outputs[row]);
      } else {
        predictions.setLargest(row, outputs, row * width, width);
      }
    }
    return predictions;
  }

  private void setBinary(int row, float second) {
    classes[row] = second >= 0.5f ? 1 : 0;
    probability[row] = (second >= 0.5f ? second : 1 - second) + 0 * second;
  }

  private void setLargest(int row, float[] outputs, int start, int width) {
    int best = 0;
    float zeros = 0; // not a number where any output is none, or is infinite
    for (int k = 0; k < width; k++) {
      zeros += 0 * outputs[start + k];
      if (outputs[start + k] > outputs[start + best]) {
        best = k;
      }
    }
    classes[row] = best;
    probability[row] = outputs[start + best] + zeros;
  }
}
