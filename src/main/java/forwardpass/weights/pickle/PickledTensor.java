package forwardpass.weights.pickle;

import forwardpass.weights.data.FilePosition;
import forwardpass.weights.data.Layout;
import forwardpass.weights.data.Shape;
import forwardpass.weights.data.StoredTensor;
import java.util.ArrayList;
import java.util.List;

/**
 * A tensor of PyTorch's.
 *
 * @param offset of its first element in the storage
 * @param layout none of whose elements is outside of the storage
 */
record PickledTensor(Storage storage, int offset, Layout layout, FilePosition position)
    implements ArrayValue {
  /**
   * {@code _rebuild_tensor_v2(storage, offset, size, stride, requires_grad, hooks)}, where
   * properties may follow; {@code _rebuild_tensor} has the first four.
   */
  static PickledTensor rebuild(Value arguments, int least, int most, FilePosition position) {
    Fields fields = Fields.of("the arguments of a tensor", arguments, least, most, position);
    fields.require(0, fields.at(0) instanceof Storage, "a storage");
    Storage storage = (Storage) fields.at(0);
    List<Integer> shape =
        Shape.of(
            numbers("the size of a tensor", fields.at(2), position),
            position,
            Vocabulary.STATE_DICT);
    List<Long> strides = numbers("the stride of a tensor", fields.at(3), position);
    if (strides.size() != shape.size()) {
      throw position.corrupt(
          "a stride for each of the dimensions of " + shape, strides.size() + " strides");
    }
    if (fields.values().size() > 4) {
      fields.flag(4);
      fields.require(5, isEmpty(fields.at(5)), "no hooks");
    }
    // A tensor whose negation or conjugate is not yet computed has that as a property.
    boolean isPlain = fields.values().size() < 7 || isEmpty(fields.at(6));
    if (!isPlain) {
      throw position.unsupported(
          "plain tensors",
          "one with properties",
          "save tensor.detach().resolve_neg().clone() with torch.save");
    }
    return new PickledTensor(
        storage,
        (int) within(storage, fields.integer(1), shape, strides, position),
        new Layout(shape, strides.stream().map(Math::toIntExact).toList()),
        position);
  }

  private static boolean isEmpty(Value value) {
    return value == None.NONE || (value instanceof Dict dict && dict.items().isEmpty());
  }

  private static List<Long> numbers(String of, Value tuple, FilePosition position) {
    Fields fields = Fields.of(of, tuple, 0, Shape.LARGEST_RANK, position);
    List<Long> numbers = new ArrayList<>();
    for (int axis = 0; axis < fields.values().size(); axis++) {
      long number = fields.integer(axis);
      fields.require(
          axis, number >= 0 && number <= Integer.MAX_VALUE, "a number of at least 0, below 2^31,");
      numbers.add(number);
    }
    return numbers;
  }

  /** The offset, where no element lies outside of the storage. */
  private static long within(
      Storage storage,
      long offset,
      List<Integer> shape,
      List<Long> strides,
      FilePosition position) {
    long last = 0; // of below 2^62 for each dimension, none of which is added past the storage
    boolean isEmpty = shape.contains(0);
    for (int axis = 0; axis < shape.size() && !isEmpty && last < storage.count(); axis++) {
      last += (shape.get(axis) - 1L) * strides.get(axis);
    }
    boolean isWithin =
        offset >= 0 && offset <= storage.count() && (isEmpty || last < storage.count() - offset);
    if (!isWithin) {
      throw position.corrupt(
          "a tensor within its storage of %d values".formatted(storage.count()),
          "shape %s, strides %s from value %d on".formatted(shape, strides, offset));
    }
    return offset;
  }

  @Override
  public boolean isComplete() {
    return true;
  }

  @Override
  public boolean isFloat() {
    return storage.number().isPresent();
  }

  @Override
  public boolean isNoArray() {
    return !isFloat() && shape().isEmpty();
  }

  @Override
  public List<Integer> shape() {
    return layout.shape();
  }

  @Override
  public String label() {
    return "dtype torch." + storage.type().dtype() + " of shape " + shape();
  }

  @Override
  public StoredTensor stored(String name) {
    return new StoredTensor(
            storage.view(offset, layout, position), storage.number().orElseThrow(), position)
        .requireFinite(name);
  }

  @Override
  public String described() {
    return "a tensor";
  }
}
