package forwardpass.model;

/**
 * The classes that have the largest outputs, best first; of equals the first comes first, as in
 * {@link Predictions}, so that the best is what is predicted. Not safe for use by several threads.
 */
public final class TopClasses {
  private final int[] numbers;
  private final float[] outputs;

  /**
   * @param most how many to find; no more than there are
   */
  public TopClasses(int most) {
    this.numbers = new int[most];
    this.outputs = new float[most];
  }

  /**
   * Finds those of an image.
   *
   * @param all the outputs of a batch
   * @param start where those of the image begin
   * @param width how many it has; where it is one, that is the probability of class 1
   */
  public void find(float[] all, int start, int width) {
    if (width == 1) {
      float second = all[start];
      boolean isSecond = second >= 0.5f;
      int found = insert(0, isSecond ? 1 : 0, isSecond ? second : 1 - second);
      insert(found, isSecond ? 0 : 1, isSecond ? 1 - second : second);
      return;
    }
    int found = 0;
    for (int k = 0; k < width; k++) {
      found = insert(found, k, all[start + k]);
    }
  }

  /** Puts a class behind those that are as good; gives how many there are then. */
  private int insert(int found, int number, float output) {
    if (found == numbers.length && output <= outputs[found - 1]) {
      return found;
    }
    int place = found == numbers.length ? found - 1 : found;
    for (; place > 0 && outputs[place - 1] < output; place--) {
      outputs[place] = outputs[place - 1];
      numbers[place] = numbers[place - 1];
    }
    outputs[place] = output;
    numbers[place] = number;
    return Math.min(found + 1, numbers.length);
  }

  /** The class that is as many places behind the best. */
  public int number(int place) {
    return numbers[place];
  }

  /** What the network gives for that class. */
  public float probability(int place) {
    return outputs[place];
  }
}
