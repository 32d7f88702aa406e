package forwardpass.weights;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.util.Map;

/**
 * The element type of an array, float32 or float64: made by a call of {@code numpy.dtype}, and
 * given its byte order by the state that NumPy's {@code arraydescr_setstate} takes.
 */
final class Dtype implements Value {
  private static final Map<String, String> KINDS =
      Map.of("i", "int", "u", "uint", "f", "float", "c", "complex");

  private final int itemSize;
  private ByteOrder order;

  private Dtype(int itemSize) {
    this.itemSize = itemSize;
  }

  /** {@code numpy.dtype(code, False, True)}. */
  static Dtype create(Value arguments, FilePosition position) {
    Fields fields = Fields.of("the arguments of numpy.dtype", arguments, 3, 3, position);
    String code = fields.name(0);
    fields.require(1, !fields.flag(1), "False");
    fields.require(2, fields.flag(2), "True");
    return switch (code) {
      case "f4" -> new Dtype(Float.BYTES);
      case "f8" -> new Dtype(Double.BYTES);
      default ->
          throw position.unsupported(
              "an array of float32 or float64", typeName(code), FilePosition.SAVE_ARRAYS);
    };
  }

  private static String typeName(String code) {
    String kind = code.isEmpty() ? null : KINDS.get(code.substring(0, 1));
    String known =
        kind != null && code.matches("[a-z][0-9]{1,2}")
            ? kind + Byte.SIZE * Integer.parseInt(code.substring(1))
            : switch (code) {
              case "O", "O4", "O8" -> "object";
              case "b1" -> "bool";
              default -> "";
            };
    return "dtype " + Quote.quoted(code) + (known.isEmpty() ? "" : " (" + known + ")");
  }

  /** The state: version 3, the byte order, and nothing that a plain number does not have. */
  void build(Value state, FilePosition position) {
    if (order != null) {
      throw position.corrupt("one state for each dtype", "a second one");
    }
    Fields fields = Fields.of("the state of a dtype", state, 8, 8, position);
    fields.require(0, fields.integer(0) == 3, "3");
    for (int absent = 2; absent <= 4; absent++) {
      fields.require(absent, fields.at(absent) == None.NONE, "None");
    }
    fields.require(5, fields.integer(5) == -1, "-1");
    fields.require(6, fields.integer(6) == -1, "-1");
    fields.require(7, fields.integer(7) == 0, "0");
    order =
        switch (fields.name(1)) {
          // NumPy writes '<' or '>'. The others mean the writer's own order, today always this one.
          case "<", "=", "|" -> ByteOrder.LITTLE_ENDIAN;
          case ">" -> ByteOrder.BIG_ENDIAN;
          default -> throw position.corrupt("a byte order of < or >", fields.at(1).described());
        };
  }

  boolean isComplete() {
    return order != null;
  }

  /** Bytes of one element. */
  int itemSize() {
    return itemSize;
  }

  /**
   * Takes all of the data, which must hold exactly so many elements, float64 narrowed to float32.
   */
  float[] take(Bytes data, int count) {
    float[] values = new float[count];
    int at = 0;
    for (byte[] chunk = data.takeChunk(); chunk != null; chunk = data.takeChunk()) {
      ByteBuffer bytes = ByteBuffer.wrap(chunk).order(order);
      int found = chunk.length / itemSize;
      if (itemSize == Float.BYTES) {
        bytes.asFloatBuffer().get(values, at, found);
      } else {
        DoubleBuffer doubles = bytes.asDoubleBuffer();
        for (int i = 0; i < found; i++) {
          values[at + i] = (float) doubles.get(i);
        }
      }
      at += found;
    }
    return values;
  }

  @Override
  public String described() {
    return "a dtype";
  }
}
