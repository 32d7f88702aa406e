package forwardpass.onnx;

import forwardpass.error.Quote;
import forwardpass.error.WeightsException;
import forwardpass.nn.Tensor;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** TensorProto: a constant. */
final class TensorProto {
  static final int FLOAT_DATA = 4;
  static final int INT32_DATA = 5;
  static final int INT64_DATA = 7;
  static final int DOUBLE_DATA = 10;
  private static final int DIMS = 1;
  private static final int DATA_TYPE = 2;
  private static final int SEGMENT = 3;
  private static final int STRING_DATA = 6;
  private static final int NAME = 8;
  private static final int RAW_DATA = 9;
  private static final int EXTERNAL_DATA = 13;
  private static final int DATA_LOCATION = 14;

  /** Of DataLocation. */
  private static final int EXTERNAL = 1;

  private static final int MOST_DIMENSIONS = 8;
  private static final int MOST_STRINGS = 1 << 17;

  /** What is not packed takes several times its size in memory. */
  private static final int MOST_PARTS = 1 << 20;

  private final String file;
  private final List<Integer> shape = new ArrayList<>();
  private final Map<Integer, List<ByteBuffer>> data = new HashMap<>();
  private final List<String> strings = new ArrayList<>();
  private String name = "";
  private String location = "";
  private boolean isExternal;
  private long type;
  private int parts;
  private ByteBuffer raw;
  private Optional<Tensor> tensor = Optional.empty();

  private TensorProto(String file) {
    this.file = file;
  }

  /**
   * @throws WeightsException where the data is elsewhere, not as much as the shape says, or not
   *     finite
   */
  static TensorProto read(Message message, String file) {
    TensorProto tensor = new TensorProto(file);
    while (message.hasNext()) {
      tensor.readField(message);
    }
    if (tensor.isExternal) {
      throw tensor.external();
    }
    tensor.tensor = DataType.of(tensor.type).map(tensor::values);
    return tensor;
  }

  private void readField(Message message) {
    switch (message.field()) {
      case DIMS -> message.integers(this::addDimension);
      case DATA_TYPE -> type = message.integer();
      case FLOAT_DATA -> addData(message, Message.FIXED_32);
      case DOUBLE_DATA -> addData(message, Message.FIXED_64);
      case INT32_DATA, INT64_DATA -> addData(message, Message.VARINT);
      case STRING_DATA -> addString(message.text());
      case NAME -> name = message.text();
      case RAW_DATA -> raw = message.bytes();
      case EXTERNAL_DATA -> addExternal(StringEntry.read(message.message()));
      case DATA_LOCATION -> isExternal |= message.integer() == EXTERNAL;
      case SEGMENT -> throw unsupported("a whole tensor", "a segment of one");
      default -> message.skip();
    }
  }

  private void addDimension(long dimension) {
    if (dimension < 0 || dimension > Integer.MAX_VALUE || shape.size() == MOST_DIMENSIONS) {
      throw unsupported("at most 8 dimensions, each below 2^31", "dimension " + dimension);
    }
    shape.add((int) dimension);
  }

  private void addData(Message message, int single) {
    if (parts++ == MOST_PARTS) {
      throw unsupported("packed values", "more than %d by themselves".formatted(MOST_PARTS));
    }
    data.computeIfAbsent(message.field(), field -> new ArrayList<>()).add(message.numbers(single));
  }

  /** Names of classes; any others are of no use. */
  private void addString(String text) {
    if (strings.size() < MOST_STRINGS) {
      strings.add(text);
    }
  }

  private void addExternal(StringEntry entry) {
    isExternal = true;
    if (entry.key().equals("location")) {
      location = entry.value();
    }
  }

  String name() {
    return name;
  }

  /** Those that it is of, where it is of texts. */
  List<String> strings() {
    return strings;
  }

  /** What to say where there is no tensor. */
  String reason() {
    return unsupported("floats of 16, 32 or 64 bits, or integers", "data type " + type)
        .getMessage();
  }

  /**
   * None where it is of a type that is not read, such as scikit-learn's names of classes: which
   * matters only where the output needs it.
   */
  Optional<Tensor> tensor() {
    return tensor;
  }

  private Tensor values(DataType of) {
    long size = 1;
    for (int dimension : shape) {
      if (size != 0 && dimension > Integer.MAX_VALUE / size) {
        throw unsupported("fewer than 2^31 values", "shape " + shape);
      }
      size *= dimension;
    }
    Tensor values =
        new Tensor(shape, raw == null ? dataValues(of, (int) size) : rawValues(of, (int) size));
    int place = values.firstNotFinite();
    if (place >= 0) {
      throw new WeightsException(
          "Corrupt: %s, tensor %s: expected finite float32 values, found %s as value %d; replace it, or train the network again"
              .formatted(file, Quote.plain(name), values.values()[place], place));
    }
    return values;
  }

  private float[] rawValues(DataType of, int size) {
    requireSize((long) size * of.bytes(), raw.remaining(), "bytes");
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = of.next(raw);
    }
    return values;
  }

  private float[] dataValues(DataType of, int size) {
    List<ByteBuffer> packed = data.getOrDefault(of.field(), List.of());
    requireSize(size, packed.stream().mapToLong(of::count).sum(), "values");
    float[] values = new float[size];
    int next = 0;
    for (ByteBuffer part : packed) {
      Message varints = new Message(part, file);
      for (long left = of.count(part); left > 0; left--) {
        values[next++] = of.isOfVarints() ? of.valueOf(varints.varint()) : of.next(part);
      }
    }
    return values;
  }

  private void requireSize(long expected, long found, String what) {
    if (expected != found) {
      throw new WeightsException(
          "Corrupt: %s, tensor %s: expected %d %s for shape %s, found %d; export the model again"
              .formatted(file, Quote.plain(name), expected, what, shape, found));
    }
  }

  private WeightsException external() {
    return new WeightsException(
        "Unsupported: %s, tensor %s: expected values in the file itself, found them in another, %s; export the model again with all values in one file (torch.onnx.export: external_data=False; onnx.save: save_as_external_data=False)"
            .formatted(file, Quote.plain(name), Quote.plain(location)));
  }

  private WeightsException unsupported(String expected, String found) {
    return new WeightsException(
        "Unsupported: %s, tensor %s: expected %s, found %s; export the model again, as one file of float32"
            .formatted(file, Quote.plain(name), expected, found));
  }
}
