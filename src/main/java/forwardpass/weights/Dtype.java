package forwardpass.weights;

import forwardpass.error.Quote;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The element type of an array: float16, float32 or float64, or one of which no more is known than
 * how long each element is. Made by a call of {@code numpy.dtype}, and given its byte order by the
 * state that NumPy's {@code arraydescr_setstate} takes.
 */
final class Dtype implements Value {
  /** Truth values, integers, complex numbers and texts: what stands beside weights. */
  private static final Pattern OTHER =
      Pattern.compile("b1|[iu][1248]|f(12|16)|c(8|16|24|32)|[US][0-9]{1,6}");

  private static final Map<String, String> KINDS =
      Map.of("i", "int", "u", "uint", "f", "float", "c", "complex");

  private final String code;
  private final NumberType type;
  private final int itemSize;
  private ByteOrder order;

  private Dtype(String code, NumberType type, int itemSize) {
    this.code = code;
    this.type = type;
    this.itemSize = itemSize;
  }

  private static Dtype of(String code, NumberType type) {
    return new Dtype(code, type, type.itemSize());
  }

  /** {@code numpy.dtype(code, False, True)}. */
  static Dtype create(Value arguments, FilePosition position) {
    Fields fields = Fields.of("the arguments of numpy.dtype", arguments, 3, 3, position);
    String code = fields.name(0);
    fields.require(1, !fields.flag(1), "False");
    fields.require(2, fields.flag(2), "True");
    return switch (code) {
      case "f2" -> of(code, NumberType.FLOAT16);
      case "f4" -> of(code, NumberType.FLOAT32);
      case "f8" -> of(code, NumberType.FLOAT64);
      default -> {
        if (!OTHER.matcher(code).matches()) {
          throw position.unsupported(
              "an array of float16, float32 or float64", typeName(code), FilePosition.SAVE_ARRAYS);
        }
        int length = Integer.parseInt(code.substring(1));
        yield new Dtype(code, null, code.startsWith("U") ? Integer.BYTES * length : length);
      }
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
    boolean isText = isText();
    fields.require(5, fields.integer(5) == (isText ? itemSize : -1), "" + (isText ? itemSize : -1));
    fields.require(6, isText || fields.integer(6) == -1, "-1");
    fields.require(7, isText || fields.integer(7) == 0, "0");
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

  boolean isText() {
    return code.startsWith("U") || code.startsWith("S");
  }

  /** How weights of this type are stored; null where weights are not. */
  NumberType type() {
    return type;
  }

  /** The type as messages name it. */
  String label() {
    return typeName(code);
  }

  /** Bytes of one element. */
  int itemSize() {
    return itemSize;
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
