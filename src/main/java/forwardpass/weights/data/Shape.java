package forwardpass.weights.data;

import java.util.ArrayList;
import java.util.List;

/** The shape that a file claims an array to have. */
public final class Shape {
  /** NumPy's own limit. */
  public static final int LARGEST_RANK = 64;

  private Shape() {}

  /**
   * The shape, where an array in memory can have it.
   *
   * @param lengths of each dimension, outermost first
   * @param advice what to do where an array is too large
   */
  public static List<Integer> of(List<Long> lengths, FilePosition position, String advice) {
    if (lengths.size() > LARGEST_RANK) {
      throw position.corrupt(
          "a shape of at most " + LARGEST_RANK + " dimensions", String.valueOf(lengths.size()));
    }
    List<Integer> shape = new ArrayList<>();
    long count = 1;
    for (long length : lengths) {
      if (length < 0) {
        throw position.corrupt("lengths of at least 0 in a shape", String.valueOf(length));
      }
      if (length > Integer.MAX_VALUE || count * length > Integer.MAX_VALUE) {
        throw position.unsupported("an array of less than 2^31 values", "more", advice);
      }
      count *= length;
      shape.add((int) length);
    }
    return shape;
  }
}
