package forwardpass.onnx;

import forwardpass.error.Quote;
import forwardpass.error.WeightsException;
import forwardpass.nn.HalfFloat;
import forwardpass.nn.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads TensorProto: floats of 16, 32 and 64 bits, integers and truth values, as 32-bit floats. */
final class TensorMessage {
  private static final int FLOAT = 1;
  private static final int INT32 = 6;
  private static final int INT64 = 7;
  private static final int BOOL = 9;
  private static final int FLOAT16 = 10;
  private static final int DOUBLE = 11;
  private static final int BFLOAT16 = 16;
  private static final Set<Integer> TYPES =
      Set.of(FLOAT, INT32, INT64, BOOL, FLOAT16, DOUBLE, BFLOAT16);
  private static final int EXTERNAL = 1;
  private static final int MOST_TEXTS = 1 << 17;

  /** What is not packed takes several times its size in memory. */
  private static final int MOST_PARTS = 1 << 20;

  private final String file;
  private final List<Integer> shape = new ArrayList<>();
  private final List<Message> packed = new ArrayList<>();
  private final List<Double> single = new ArrayList<>();
  private final List<String> texts = new ArrayList<>();
  private String name = "";
  private String otherFile = "";
  private boolean isExternal;
  private long type;
  private ByteBuffer raw;

  private TensorMessage(String file) {
    this.file = file;
  }

  /**
   * A tensor and what it is called.
   *
   * @param tensor none where it is of a type that is not read, such as scikit-learn's names of
   *     classes: which matters only where the output needs it
   * @param texts those that it is of, where it is of texts
   * @param unsupported what to say of it then
   */
  record Named(String name, Optional<Tensor> tensor, List<String> texts, String unsupported) {}

  /**
   * @throws WeightsException where the data is elsewhere, not as much as the shape says, or not
   *     finite
   */
  static Named read(Message message, String file) {
    TensorMessage tensor = new TensorMessage(file);
    while (message.hasNext()) {
      tensor.readField(message);
    }
    if (tensor.isExternal) {
      throw tensor.external();
    }
    return tensor.named();
  }

  private Named named() {
    boolean isRead = TYPES.contains((int) Math.min(type, Integer.MAX_VALUE));
    return new Named(
        name,
        isRead ? Optional.of(tensor()) : Optional.empty(),
        texts,
        isRead
            ? ""
            : unsupported("floats of 16, 32 or 64 bits, or integers", "data type " + type)
                .getMessage());
  }

  private void readField(Message message) {
    switch (message.field()) {
      case 1 -> readDims(message);
      case 2 -> type = message.integer();
      case 4, 5, 7, 10 -> readData(message);
      case 6 -> readText(message);
      case 8 -> name = message.text();
      case 9 -> raw = message.message().rest();
      case 13 -> readExternal(message.message());
      case 14 -> isExternal |= message.integer() == EXTERNAL;
      case 3 -> throw unsupported("a whole tensor", "a segment of one");
      default -> message.skip();
    }
  }

  /** Names of classes; any others are of no use. */
  private void readText(Message message) {
    String text = message.text();
    if (texts.size() < MOST_TEXTS) {
      texts.add(text);
    }
  }

  private void readDims(Message message) {
    if (message.isBytes()) {
      Message dims = message.message();
      while (!dims.isAtEnd()) {
        addDim(dims.packedInteger());
      }
    } else {
      addDim(message.integer());
    }
  }

  private void addDim(long dim) {
    if (dim < 0 || dim > Integer.MAX_VALUE || shape.size() == 8) {
      throw unsupported("at most 8 dimensions, each below 2^31", "dimension " + dim);
    }
    shape.add((int) dim);
  }

  private void readData(Message message) {
    if (packed.size() + single.size() == MOST_PARTS) {
      throw unsupported("packed values", "more than %d by themselves".formatted(MOST_PARTS));
    }
    if (message.isBytes()) {
      packed.add(message.message());
    } else if (message.field() == 4) {
      single.add((double) message.float32());
    } else if (message.field() == 10) {
      single.add(message.float64());
    } else {
      single.add((double) message.integer());
    }
  }

  private Tensor tensor() {
    long size = 1;
    for (int dim : shape) {
      if (size != 0 && dim > Integer.MAX_VALUE / size) {
        throw unsupported("fewer than 2^31 values", "shape " + shape);
      }
      size *= dim;
    }
    Tensor tensor = new Tensor(shape, values((int) size));
    int place = tensor.firstNotFinite();
    if (place >= 0) {
      throw new WeightsException(
          "Corrupt: %s, tensor %s: expected finite float32 values, found %s as value %d; replace it, or train the network again"
              .formatted(file, Quote.plain(name), tensor.values()[place], place));
    }
    return tensor;
  }

  private float[] values(int size) {
    if (raw != null) {
      return rawValues(raw, size);
    }
    long found = single.size();
    for (Message part : packed) {
      found += elements(part);
    }
    requireSize(size, found, "values");
    float[] values = new float[size];
    int next = 0;
    for (Message part : packed) {
      ByteBuffer bytes = part.rest();
      for (long left = elements(part); left > 0; left--) {
        values[next++] = packedValue(part, bytes);
      }
    }
    for (double value : single) {
      values[next++] = (float) value;
    }
    return values;
  }

  /** How many numbers there are, each an integer of its own length or all as long. */
  private long elements(Message part) {
    ByteBuffer bytes = part.rest();
    if (type == FLOAT) {
      return bytes.remaining() / Float.BYTES;
    }
    if (type == DOUBLE) {
      return bytes.remaining() / Double.BYTES;
    }
    long integers = 0;
    while (bytes.hasRemaining()) {
      integers += bytes.get() >= 0 ? 1 : 0;
    }
    return integers;
  }

  private float packedValue(Message part, ByteBuffer bytes) {
    return switch ((int) type) {
      case FLOAT -> bytes.getFloat();
      case DOUBLE -> (float) bytes.getDouble();
      case INT32, INT64, BOOL -> (float) part.packedInteger();
      case FLOAT16 -> HalfFloat.toFloat((short) part.packedInteger());
      default -> Float.intBitsToFloat((int) part.packedInteger() << 16);
    };
  }

  private float[] rawValues(ByteBuffer bytes, int size) {
    int width =
        switch ((int) type) {
          case FLOAT, INT32 -> Float.BYTES;
          case DOUBLE, INT64 -> Double.BYTES;
          case BOOL -> 1;
          default -> Short.BYTES;
        };
    requireSize((long) size * width, bytes.remaining(), "bytes");
    bytes.order(ByteOrder.LITTLE_ENDIAN);
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] =
          switch ((int) type) {
            case FLOAT -> bytes.getFloat();
            case INT32 -> (float) bytes.getInt();
            case DOUBLE -> (float) bytes.getDouble();
            case INT64 -> (float) bytes.getLong();
            case BOOL -> bytes.get();
            case FLOAT16 -> HalfFloat.toFloat(bytes.getShort());
            default -> Float.intBitsToFloat(bytes.getShort() << 16);
          };
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

  /** Where the values are, as pairs of a key and a value. */
  private void readExternal(Message pair) {
    isExternal = true;
    String key = "";
    String value = "";
    while (pair.hasNext()) {
      switch (pair.field()) {
        case 1 -> key = pair.text();
        case 2 -> value = pair.text();
        default -> pair.skip();
      }
    }
    if (key.equals("location")) {
      otherFile = value;
    }
  }

  private WeightsException external() {
    return new WeightsException(
        "Unsupported: %s, tensor %s: expected values in the file itself, found them in another, %s; export the model again with all values in one file (torch.onnx.export: external_data=False; onnx.save: save_as_external_data=False)"
            .formatted(file, Quote.plain(name), Quote.plain(otherFile)));
  }

  private WeightsException unsupported(String expected, String found) {
    return new WeightsException(
        "Unsupported: %s, tensor %s: expected %s, found %s; export the model again, as one file of float32"
            .formatted(file, Quote.plain(name), expected, found));
  }
}
