package forwardpass.onnx;

import forwardpass.nn.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The attributes of a node by name, each in one of these maps.
 *
 * @param tensors those that are of numbers that are read
 */
record Attributes(
    Map<String, Double> numbers,
    Map<String, List<Double>> lists,
    Map<String, List<String>> texts,
    Map<String, Tensor> tensors) {
  /** Numbers of a list, or texts, that are kept: more than any operator that is run has. */
  private static final int MOST = 1 << 20;

  Attributes() {
    this(new HashMap<>(), new HashMap<>(), new HashMap<>(), new HashMap<>());
  }

  /** Adds what an AttributeProto says; of its numbers and texts no more than are read of any. */
  void read(Message message, String file) {
    String name = "";
    Double number = null;
    Tensor tensor = null;
    List<Double> list = new ArrayList<>();
    List<String> text = new ArrayList<>();
    while (message.hasNext()) {
      switch (message.field()) {
        case 1 -> name = message.text();
        case 2 -> number = (double) message.float32();
        case 3 -> number = (double) message.integer();
        case 5 -> tensor = TensorMessage.read(message.message(), file).tensor().orElse(null);
        case 7, 8 -> readNumbers(message, list);
        case 9 -> {
          String value = message.text();
          if (text.size() < MOST) {
            text.add(value);
          }
        }
        default -> message.skip();
      }
    }
    if (number != null) {
      numbers.put(name, number);
    }
    if (tensor != null) {
      tensors.put(name, tensor);
    }
    if (!list.isEmpty()) {
      lists.put(name, list);
    }
    if (!text.isEmpty()) {
      texts.put(name, text);
    }
  }

  private static void readNumbers(Message message, List<Double> list) {
    boolean isFloats = message.field() == 7;
    if (!message.isBytes()) {
      add(list, isFloats ? (double) message.float32() : (double) message.integer());
      return;
    }
    Message packed = message.message();
    if (isFloats) {
      for (var bytes = packed.rest(); bytes.remaining() >= Float.BYTES; ) {
        add(list, bytes.getFloat());
      }
    } else {
      while (!packed.isAtEnd()) {
        add(list, (double) packed.packedInteger());
      }
    }
  }

  private static void add(List<Double> list, double number) {
    if (list.size() < MOST) {
      list.add(number);
    }
  }

  /** One that is a number, or what it is where it is not given. */
  double number(String name, double otherwise) {
    return numbers.getOrDefault(name, otherwise);
  }

  /** One that is a list of numbers; empty where it is not given. */
  double[] list(String name) {
    return lists.getOrDefault(name, List.of()).stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** One that is a list of texts; empty where it is not given. */
  List<String> texts(String name) {
    return texts.getOrDefault(name, List.of());
  }
}
