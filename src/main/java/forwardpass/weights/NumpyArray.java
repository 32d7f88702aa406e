package forwardpass.weights;

import forwardpass.nn.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * An array of the file: made complete by the call of {@code _frombuffer} (protocol 5), or made
 * without data by {@code _reconstruct} and completed by its state, as {@code ndarray.__setstate__}
 * takes it.
 */
final class NumpyArray implements Value {
  /** NumPy's own limit. */
  private static final int LARGEST_RANK = 64;

  private Tensor tensor;
  private FilePosition completedAt;
  private int firstNonFinite;

  private NumpyArray() {}

  /** {@code _reconstruct(ndarray, (0,), b'b')}: an array that waits for its state. */
  static NumpyArray reconstruct(Value arguments, FilePosition position) {
    Fields fields = Fields.of("the arguments of _reconstruct", arguments, 3, 3, position);
    fields.require(0, fields.at(0) == Global.NDARRAY, "numpy.ndarray");
    Fields shape = Fields.of("the shape in _reconstruct", fields.at(1), 1, 1, position);
    shape.require(0, shape.integer(0) == 0, "0");
    byte[] typeCode = fields.bytes(2).small();
    fields.require(2, typeCode.length == 1 && typeCode[0] == 'b', "b'b'");
    return new NumpyArray();
  }

  /** The state: version 1, shape, dtype, whether in Fortran order, data. */
  void build(Value state, FilePosition position) {
    if (isComplete()) {
      throw position.corrupt("one state for each array", "a second one");
    }
    Fields fields = Fields.of("the state of an array", state, 5, 5, position);
    fields.require(0, fields.integer(0) == 1, "1");
    List<Integer> shape = shape(fields.at(1), position);
    Layout layout = fields.flag(3) ? Layout.columnMajor(shape) : Layout.rowMajor(shape);
    complete(fields.bytes(4), fields.dtype(2), layout, position);
  }

  /** {@code _frombuffer(data, dtype, shape, order)}, with the axes as a fifth for order K. */
  static NumpyArray fromBuffer(Value arguments, FilePosition position) {
    Fields fields = Fields.of("the arguments of _frombuffer", arguments, 4, 5, position);
    List<Integer> shape = shape(fields.at(2), position);
    boolean hasAxes = fields.values().size() == 5;
    String order = fields.name(3);
    fields.require(3, hasAxes ? order.equals("K") : order.matches("[CF]"), "the order C, F or K");
    Layout layout =
        switch (order) {
          case "F" -> Layout.columnMajor(shape);
          case "K" -> Layout.rowMajor(shape).transposed(axes(fields.at(4), shape, position));
          default -> Layout.rowMajor(shape);
        };
    NumpyArray array = new NumpyArray();
    array.complete(fields.bytes(0), fields.dtype(1), layout, position);
    return array;
  }

  private static List<Integer> shape(Value value, FilePosition position) {
    Fields fields = Fields.of("the shape of an array", value, 0, LARGEST_RANK, position);
    List<Integer> shape = new ArrayList<>();
    long count = 1;
    for (int axis = 0; axis < fields.values().size(); axis++) {
      long length = fields.integer(axis);
      fields.require(axis, length >= 0 && length <= Integer.MAX_VALUE, "a length below 2^31");
      shape.add((int) length);
      count *= length;
      if (count > Integer.MAX_VALUE) {
        throw position.unsupported(
            "an array of less than 2^31 values", "more", FilePosition.SAVE_ARRAYS);
      }
    }
    return shape;
  }

  private static List<Integer> axes(Value value, List<Integer> shape, FilePosition position) {
    int rank = shape.size();
    Fields fields = Fields.of("the axes of an array", value, rank, rank, position);
    List<Integer> axes = new ArrayList<>();
    for (int i = 0; i < rank; i++) {
      long axis = fields.integer(i);
      boolean isNew = axis >= 0 && axis < rank && !axes.contains((int) axis);
      fields.require(i, isNew, "an axis below " + rank + ", each once,");
      axes.add((int) axis);
    }
    return axes;
  }

  private void complete(Bytes data, Dtype dtype, Layout layout, FilePosition position) {
    int count = layout.count();
    long expected = (long) count * dtype.itemSize();
    if (data.length() != expected) {
      throw position.corrupt(
          expected + " bytes of data for shape " + layout.shape(), String.valueOf(data.length()));
    }
    float[] values = layout.toRowMajor(dtype.take(data, count));
    tensor = new Tensor(layout.shape(), values);
    completedAt = position;
    firstNonFinite = firstNonFinite(values);
  }

  private static int firstNonFinite(float[] values) {
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        return i;
      }
    }
    return -1;
  }

  boolean isComplete() {
    return tensor != null;
  }

  /** The array, all its values finite; what is not is reported under this name. */
  Tensor tensor(String name) {
    if (firstNonFinite >= 0) {
      throw completedAt.notFinite(
          Quote.plain(name) + indexOf(firstNonFinite), tensor.values()[firstNonFinite]);
    }
    return tensor;
  }

  private List<Integer> indexOf(int position) {
    List<Integer> index = new ArrayList<>();
    int rest = position;
    for (int axis = tensor.rank() - 1; axis >= 0; axis--) {
      index.add(rest % tensor.shape().get(axis));
      rest /= tensor.shape().get(axis);
    }
    Collections.reverse(index);
    return index;
  }

  @Override
  public String described() {
    return "a NumPy array";
  }
}
