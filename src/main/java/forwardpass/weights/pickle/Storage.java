package forwardpass.weights.pickle;

import forwardpass.nn.Tensor;
import forwardpass.weights.data.FilePosition;
import forwardpass.weights.data.Layout;
import forwardpass.weights.data.NumberType;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Numbers elsewhere in a file of PyTorch, of which its tensors are views. */
public final class Storage implements Value {
  /**
   * How many times as many values as it has its views may have together: a small file cannot fill
   * the memory.
   */
  private static final int MOST_VIEWED = 4;

  private record View(int offset, Layout layout) {}

  private final String key;
  private final StorageType type;
  private final int count;
  private final Map<View, Tensor> views = new HashMap<>();
  private StorageData data;
  private float[] values;
  private long viewed;

  private Storage(String key, StorageType type, int count) {
    this.key = key;
    this.type = type;
    this.count = count;
  }

  /**
   * {@code ('storage', torch.FloatStorage, key, location, count)}, and None as a sixth in the older
   * format, which could have had a view of another storage there.
   */
  static Storage of(Value id, FilePosition position) {
    Fields fields = Fields.of("the id of a storage", id, 5, 6, position);
    fields.require(0, "storage".equals(fields.name(0)), "'storage'");
    fields.require(1, fields.at(1) instanceof StorageType, "the class of a storage");
    long count = fields.integer(4);
    fields.require(4, count >= 0, "a number of at least 0");
    if (count > Integer.MAX_VALUE) {
      throw position.unsupported(
          "a storage of less than 2^31 values", String.valueOf(count), Vocabulary.STATE_DICT);
    }
    if (fields.values().size() > 5 && fields.at(5) != None.NONE) {
      throw position.unsupported(
          "storages of their own", "a view of another storage", Vocabulary.SAVE_AGAIN);
    }
    fields.name(3);
    return new Storage(fields.name(2), (StorageType) fields.at(1), (int) count);
  }

  boolean isSame(Storage other) {
    return type == other.type && count == other.count;
  }

  /** By which the file finds it. */
  public String key() {
    return key;
  }

  /** How many numbers it has. */
  public int count() {
    return count;
  }

  /** How many bytes they take. */
  public long length() {
    return (long) count * type.itemSize();
  }

  /** How numbers that can be weights are stored; none where they cannot. */
  public Optional<NumberType> number() {
    return type.number();
  }

  StorageType type() {
    return type;
  }

  void setData(StorageData data) {
    this.data = data;
  }

  /** The view, row-major; equal views are one. */
  Tensor view(int offset, Layout layout, FilePosition position) {
    return views.computeIfAbsent(new View(offset, layout), view -> read(view, position));
  }

  private Tensor read(View view, FilePosition position) {
    viewed += view.layout.count();
    if (viewed > (long) MOST_VIEWED * count) {
      throw position.unsupported(
          "at most %d times as many values in tensors as their storage has".formatted(MOST_VIEWED),
          "more, as of tensors that are expanded",
          "save clones of the tensors with torch.save");
    }
    if (values == null) {
      values = data.read(this);
    }
    return new Tensor(view.layout.shape(), view.layout.toRowMajor(values, view.offset));
  }

  @Override
  public String described() {
    return "a storage";
  }
}
