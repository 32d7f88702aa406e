package forwardpass.onnx;

import forwardpass.nn.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * AttributeProto: what is set of an operator. Of its lists, no more is kept than any operator that
 * is run has.
 *
 * @param number f or i
 * @param tensor none where it is of no numbers that are read
 * @param numbers floats or ints
 */
record Attribute(
    String name,
    Optional<Double> number,
    Optional<Tensor> tensor,
    List<Double> numbers,
    List<String> strings) {
  private static final int NAME = 1;
  private static final int F = 2;
  private static final int I = 3;
  private static final int T = 5;
  private static final int FLOATS = 7;
  private static final int INTS = 8;
  private static final int STRINGS = 9;
  private static final int MOST = 1 << 20;

  static Attribute read(Message message, String file) {
    String name = "";
    Optional<Double> number = Optional.empty();
    Optional<Tensor> tensor = Optional.empty();
    List<Double> numbers = new ArrayList<>();
    List<String> strings = new ArrayList<>();
    while (message.hasNext()) {
      switch (message.field()) {
        case NAME -> name = message.text();
        case F -> number = Optional.of((double) message.float32());
        case I -> number = Optional.of((double) message.integer());
        case T -> tensor = TensorProto.read(message.message(), file).tensor();
        case FLOATS -> message.floats(value -> add(numbers, value));
        case INTS -> message.integers(value -> add(numbers, (double) value));
        case STRINGS -> add(strings, message.text());
        default -> message.skip();
      }
    }
    return new Attribute(name, number, tensor, numbers, strings);
  }

  private static <T> void add(List<T> list, T value) {
    if (list.size() < MOST) {
      list.add(value);
    }
  }
}
