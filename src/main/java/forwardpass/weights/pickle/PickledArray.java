package forwardpass.weights.pickle;

import forwardpass.nn.Tensor;
import forwardpass.weights.data.Chunks;
import forwardpass.weights.data.FilePosition;
import forwardpass.weights.data.Layout;
import forwardpass.weights.data.NumberType;
import forwardpass.weights.data.Shape;
import forwardpass.weights.data.StoredTensor;
import java.util.ArrayList;
import java.util.List;

/**
 * An array of the file: made complete by the call of {@code _frombuffer} (protocol 5), or made
 * without data by {@code _reconstruct} and completed by its state, as {@code ndarray.__setstate__}
 * takes it.
 */
final class PickledArray implements ArrayValue {
  private Dtype dtype;
  private List<Integer> shape;
  private StoredTensor stored;

  private PickledArray() {}

  /** {@code _reconstruct(ndarray, (0,), b'b')}: an array that waits for its state. */
  static PickledArray reconstruct(Value arguments, FilePosition position) {
    Fields fields = Fields.of("the arguments of _reconstruct", arguments, 3, 3, position);
    fields.require(0, fields.at(0) == Global.NDARRAY, "numpy.ndarray");
    Fields shape = Fields.of("the shape in _reconstruct", fields.at(1), 1, 1, position);
    shape.require(0, shape.integer(0) == 0, "0");
    byte[] typeCode = fields.bytes(2).chunks().first();
    fields.require(2, typeCode.length == 1 && typeCode[0] == 'b', "b'b'");
    return new PickledArray();
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
    complete(fields.bytes(4).chunks(), fields.dtype(2), layout, position);
  }

  /** {@code _frombuffer(data, dtype, shape, order)}, with the axes as a fifth for order K. */
  static PickledArray fromBuffer(Value arguments, FilePosition position) {
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
    PickledArray array = new PickledArray();
    array.complete(fields.bytes(0).chunks(), fields.dtype(1), layout, position);
    return array;
  }

  private static List<Integer> shape(Value value, FilePosition position) {
    Fields fields = Fields.of("the shape of an array", value, 0, Shape.LARGEST_RANK, position);
    List<Long> lengths = new ArrayList<>();
    for (int axis = 0; axis < fields.values().size(); axis++) {
      long length = fields.integer(axis);
      fields.require(axis, length >= 0 && length <= Integer.MAX_VALUE, "a length below 2^31");
      lengths.add(length);
    }
    return Shape.of(lengths, position, FilePosition.SAVE_ARRAYS);
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

  private void complete(Chunks data, Dtype dtype, Layout layout, FilePosition position) {
    int count = layout.count();
    long expected = (long) count * dtype.itemSize();
    if (data.length() != expected) {
      throw position.corrupt(
          expected + " bytes of data for shape " + layout.shape(), String.valueOf(data.length()));
    }
    this.dtype = dtype;
    this.shape = layout.shape();
    if (dtype.number().isEmpty()) {
      data.drop();
      return;
    }
    NumberType number = dtype.number().get();
    float[] values = layout.toRowMajor(number.take(data, dtype.order(), count));
    stored = new StoredTensor(new Tensor(layout.shape(), values), number, position);
  }

  @Override
  public boolean isComplete() {
    return shape != null;
  }

  @Override
  public boolean isFloat() {
    return stored != null;
  }

  @Override
  public boolean isNoArray() {
    return isComplete() && !isFloat() && (shape.isEmpty() || dtype.isText());
  }

  @Override
  public List<Integer> shape() {
    return shape;
  }

  @Override
  public String label() {
    return dtype.label() + " of shape " + shape;
  }

  @Override
  public StoredTensor stored(String name) {
    return stored.requireFinite(name);
  }

  @Override
  public String described() {
    return "a NumPy array";
  }
}
