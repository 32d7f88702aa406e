package forwardpass.weights.data;

import forwardpass.error.Quote;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.Optional;

/**
 * The type of each element of a NumPy array.
 *
 * @param code as NumPy's array interface has it, without the byte order: a kind and a length
 */
public record NumpyType(String code) {
  private static final Map<String, String> KINDS =
      Map.of("i", "int", "u", "uint", "f", "float", "c", "complex");

  /** How weights of this type are stored; none where weights are not. */
  public Optional<NumberType> number() {
    return switch (code) {
      case "f2" -> Optional.of(NumberType.FLOAT16);
      case "f4" -> Optional.of(NumberType.FLOAT32);
      case "f8" -> Optional.of(NumberType.FLOAT64);
      default -> Optional.empty();
    };
  }

  /** The type as messages name it. */
  public String label() {
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

  /** The order that a character of NumPy stands for; none where it stands for none. */
  public static Optional<ByteOrder> byteOrder(String character) {
    return switch (character) {
      // NumPy writes '<' or '>'. The others mean the writer's own order, today always this one.
      case "<", "=", "|" -> Optional.of(ByteOrder.LITTLE_ENDIAN);
      case ">" -> Optional.of(ByteOrder.BIG_ENDIAN);
      default -> Optional.empty();
    };
  }
}
