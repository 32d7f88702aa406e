package forwardpass.onnx;

import forwardpass.nn.Tensor;
import forwardpass.weights.Quote;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * NodeProto: an operator of the graph.
 *
 * @param number its place in the graph, from 1
 * @param inputs the names of what it takes; an empty one is an input that is left out
 * @param numbers the attributes that are numbers
 * @param lists the attributes that are lists of numbers
 * @param tensors the attributes that are tensors
 */
record Node(
    int number,
    String operator,
    String domain,
    List<String> inputs,
    List<String> outputs,
    Map<String, Double> numbers,
    Map<String, List<Double>> lists,
    Map<String, Tensor> tensors) {
  static Node read(Message message, int number, String file) {
    List<String> inputs = new ArrayList<>();
    List<String> outputs = new ArrayList<>();
    Map<String, Double> numbers = new HashMap<>();
    Map<String, List<Double>> lists = new HashMap<>();
    Map<String, Tensor> tensors = new HashMap<>();
    String operator = "";
    String domain = "";
    while (message.hasNext()) {
      switch (message.field()) {
        case 1 -> inputs.add(message.text());
        case 2 -> outputs.add(message.text());
        case 4 -> operator = message.text();
        case 5 -> readAttribute(message.message(), numbers, lists, tensors, file);
        case 7 -> domain = message.text();
        default -> message.skip();
      }
    }
    return new Node(number, operator, domain, inputs, outputs, numbers, lists, tensors);
  }

  private static void readAttribute(
      Message message,
      Map<String, Double> numbers,
      Map<String, List<Double>> lists,
      Map<String, Tensor> tensors,
      String file) {
    String name = "";
    Double number = null;
    Tensor tensor = null;
    List<Double> list = new ArrayList<>();
    while (message.hasNext()) {
      switch (message.field()) {
        case 1 -> name = message.text();
        case 2 -> number = (double) message.float32();
        case 3 -> number = (double) message.integer();
        case 5 -> tensor = TensorMessage.read(message.message(), file).tensor();
        case 7, 8 -> readNumbers(message, list);
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
  }

  private static void readNumbers(Message message, List<Double> list) {
    boolean isFloats = message.field() == 7;
    if (!message.isBytes()) {
      list.add(isFloats ? (double) message.float32() : (double) message.integer());
      return;
    }
    Message packed = message.message();
    if (isFloats) {
      for (var bytes = packed.rest(); bytes.remaining() >= Float.BYTES; ) {
        list.add((double) bytes.getFloat());
      }
    } else {
      while (!packed.isAtEnd()) {
        list.add((double) packed.packedInteger());
      }
    }
  }

  /** An attribute that is a number, or what it is where it is not given. */
  double number(String attribute, double otherwise) {
    return numbers.getOrDefault(attribute, otherwise);
  }

  /** What to call the node in messages. */
  @Override
  public String toString() {
    return "node %d (%s)".formatted(number, Quote.plain(operator));
  }
}
