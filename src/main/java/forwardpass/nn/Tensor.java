package forwardpass.nn;

import java.util.List;

/**
 * An array of any rank, its values in row-major (C) order: the last index varies fastest.
 *
 * @param shape the length of each dimension, outermost first; empty for a scalar
 * @param values as many values as the product of the shape; not copied
 */
public record Tensor(List<Integer> shape, float[] values) {
  /**
   * @throws IllegalArgumentException where the shape has a negative length or does not hold exactly
   *     the values given
   */
  public Tensor {
    shape = List.copyOf(shape);
    long size = 1;
    for (int length : shape) {
      if (length < 0) {
        throw new IllegalArgumentException("negative length in shape " + shape);
      }
      if (Math.multiplyHigh(size, length) != 0 || size * length < 0) {
        throw new IllegalArgumentException(
            "shape %s holds more values than can be counted, found %d"
                .formatted(shape, values.length));
      }
      size *= length;
    }
    if (size != values.length) {
      throw new IllegalArgumentException(
          "shape " + shape + " holds " + size + " values, found " + values.length);
    }
  }

  /** The number of dimensions. */
  public int rank() {
    return shape.size();
  }
}
