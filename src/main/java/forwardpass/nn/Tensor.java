package forwardpass.nn;

import java.util.List;

/**
 * An array of any rank, its values in row-major (C) order: the last index varies fastest.
 *
 * @param shape the length of each dimension, outermost first; empty for a scalar
 * @param values as many values as the product of the shape; not copied
 */
public record Tensor(List<Integer> shape, float[] values) {
  /** Rows of a block of a transposition: what fits a level 1 cache both ways. */
  private static final int BLOCK = 32;

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

  /** The place in the values of the first that is infinite or no number; -1 where there is none. */
  public int firstNotFinite() {
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        return i;
      }
    }
    return -1;
  }

  /** A matrix, its rows as columns. */
  public Tensor transposed() {
    int rows = shape.get(0);
    int columns = shape.get(1);
    float[] target = new float[values.length];
    // Where there are no values, there may be rows without end.
    for (int top = 0; values.length > 0 && top < rows; top += BLOCK) {
      int bottom = Math.min(top + BLOCK, rows);
      for (int left = 0; left < columns; left += BLOCK) {
        int right = Math.min(left + BLOCK, columns);
        for (int row = top; row < bottom; row++) {
          for (int column = left; column < right; column++) {
            target[column * rows + row] = values[row * columns + column];
          }
        }
      }
    }
    return new Tensor(List.of(columns, rows), target);
  }
}
