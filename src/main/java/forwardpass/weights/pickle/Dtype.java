package forwardpass.weights.pickle;

import forwardpass.weights.data.FilePosition;
import forwardpass.weights.data.NumberType;
import forwardpass.weights.data.NumpyType;
import java.nio.ByteOrder;
import java.util.Optional;
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

  private final NumpyType type;
  private final int itemSize;
  private ByteOrder order;

  private Dtype(NumpyType type, int itemSize) {
    this.type = type;
    this.itemSize = itemSize;
  }

  /** {@code numpy.dtype(code, False, True)}. */
  static Dtype create(Value arguments, FilePosition position) {
    Fields fields = Fields.of("the arguments of numpy.dtype", arguments, 3, 3, position);
    NumpyType type = new NumpyType(fields.name(0));
    fields.require(1, !fields.flag(1), "False");
    fields.require(2, fields.flag(2), "True");
    return new Dtype(
        type, type.number().map(NumberType::itemSize).orElseGet(() -> itemSize(type, position)));
  }

  private static int itemSize(NumpyType other, FilePosition position) {
    if (!OTHER.matcher(other.code()).matches()) {
      throw position.unsupported(
          "an array of float16, float32 or float64", other.label(), FilePosition.SAVE_ARRAYS);
    }
    int length = Integer.parseInt(other.code().substring(1));
    return other.code().startsWith("U") ? Integer.BYTES * length : length;
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
    order =
        NumpyType.byteOrder(fields.name(1))
            .orElseThrow(
                () -> position.corrupt("a byte order of < or >", fields.at(1).described()));
  }

  boolean isComplete() {
    return order != null;
  }

  boolean isText() {
    return type.code().startsWith("U") || type.code().startsWith("S");
  }

  /** How weights of this type are stored; none where weights are not. */
  Optional<NumberType> number() {
    return type.number();
  }

  /** The order of the bytes of each element; null before the state is set. */
  ByteOrder order() {
    return order;
  }

  /** The type as messages name it. */
  String label() {
    return type.label();
  }

  /** Bytes of one element. */
  int itemSize() {
    return itemSize;
  }

  @Override
  public String described() {
    return "a dtype";
  }
}
