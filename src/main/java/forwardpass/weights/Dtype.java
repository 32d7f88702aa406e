package forwardpass.weights;

import java.nio.ByteOrder;
import java.util.Map;

/**
 * The element type of an array, float32 or float64: made by a call of {@code numpy.dtype}, and
 * given its byte order by the state that NumPy's {@code arraydescr_setstate} takes.
 */
final class Dtype implements Value {
  private static final Map<String, String> KINDS =
      Map.of("i", "int", "u", "uint", "f", "float", "c", "complex");

  private final NumberType type;
  private ByteOrder order;

  private Dtype(NumberType type) {
    this.type = type;
  }

  /** {@code numpy.dtype(code, False, True)}. */
  static Dtype create(Value arguments, FilePosition position) {
    Fields fields = Fields.of("the arguments of numpy.dtype", arguments, 3, 3, position);
    String code = fields.name(0);
    fields.require(1, !fields.flag(1), "False");
    fields.require(2, fields.flag(2), "True");
    return switch (code) {
      case "f4" -> new Dtype(NumberType.FLOAT32);
      case "f8" -> new Dtype(NumberType.FLOAT64);
      default ->
          throw position.unsupported(
              "an array of float32 or float64", typeName(code), FilePosition.SAVE_ARRAYS);
    };
  }

  /** A type that is not read, from its code in NumPy's array interface, for messages. */
  static String typeName(String code) {
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
    order = byteOrder(fields.name(1));
    if (order == null) {
      throw position.corrupt("a byte order of < or >", fields.at(1).described());
    }
  }

  /** The order that a character of NumPy stands for; null where it stands for none. */
  static ByteOrder byteOrder(String character) {
    return switch (character) {
      // NumPy writes '<' or '>'. The others mean the writer's own order, today always this one.
      case "<", "=", "|" -> ByteOrder.LITTLE_ENDIAN;
      case ">" -> ByteOrder.BIG_ENDIAN;
      default -> null;
    };
  }

  boolean isComplete() {
    return order != null;
  }

  NumberType type() {
    return type;
  }

  /** Bytes of one element. */
  int itemSize() {
    return type.itemSize();
  }

  /** Takes all of the data, which must hold exactly so many elements. */
  float[] take(Bytes data, int count) {
    return type.take(data, order, count);
  }

  @Override
  public String described() {
    return "a dtype";
  }
}
