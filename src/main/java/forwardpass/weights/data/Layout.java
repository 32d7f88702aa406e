package forwardpass.weights.data;

import forwardpass.nn.Tensor;
import java.util.List;

/**
 * How the elements of an array lie in memory.
 *
 * @param shape the length of each dimension, outermost first
 * @param strides how many elements apart neighbours along each dimension lie
 */
public record Layout(List<Integer> shape, List<Integer> strides) {
  /** The last index varies fastest (C). */
  public static Layout rowMajor(List<Integer> shape) {
    Integer[] strides = new Integer[shape.size()];
    int stride = 1;
    for (int axis = strides.length - 1; axis >= 0; axis--) {
      strides[axis] = stride;
      stride *= shape.get(axis);
    }
    return new Layout(shape, List.of(strides));
  }

  /** The first index varies fastest (Fortran). */
  public static Layout columnMajor(List<Integer> shape) {
    Integer[] strides = new Integer[shape.size()];
    int stride = 1;
    for (int axis = 0; axis < strides.length; axis++) {
      strides[axis] = stride;
      stride *= shape.get(axis);
    }
    return new Layout(shape, List.of(strides));
  }

  /** How many elements there are. */
  public int count() {
    return shape.stream().reduce(1, (count, length) -> count * length);
  }

  /** The same elements with the axes in another order, as {@code ndarray.transpose(axes)}. */
  public Layout transposed(List<Integer> axes) {
    return new Layout(
        axes.stream().map(shape::get).toList(), axes.stream().map(strides::get).toList());
  }

  /** The elements in row-major order: the same array where they are already. */
  public float[] toRowMajor(float[] values) {
    if (values.length == 0 || strides.equals(rowMajor(shape).strides)) {
      return values;
    }
    // A matrix that lies in memory without gaps has only one other order.
    return shape.size() == 2
        ? new Tensor(List.of(shape.get(1), shape.get(0)), values).transposed().values()
        : reordered(values, 0);
  }

  /**
   * The elements in row-major order, of an array in memory that may have gaps and others: the same
   * array where it holds these alone.
   *
   * @param first where the first of them is
   */
  public float[] toRowMajor(float[] values, int first) {
    boolean isAll = values.length == count() && strides.equals(rowMajor(shape).strides);
    return isAll ? values : reordered(values, first);
  }

  private float[] reordered(float[] values, int first) {
    float[] target = new float[count()];
    int[] lengths = shape.stream().mapToInt(Integer::intValue).toArray();
    int[] steps = strides.stream().mapToInt(Integer::intValue).toArray();
    int[] index = new int[lengths.length];
    int from = first;
    for (int to = 0; to < target.length; to++) {
      target[to] = values[from];
      for (int axis = lengths.length - 1; axis >= 0; axis--) {
        from += steps[axis];
        if (++index[axis] < lengths[axis]) {
          break;
        }
        from -= steps[axis] * lengths[axis];
        index[axis] = 0;
      }
    }
    return target;
  }
}
