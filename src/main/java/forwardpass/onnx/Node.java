package forwardpass.onnx;

import forwardpass.error.Quote;
import forwardpass.nn.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * NodeProto: an operator of the graph.
 *
 * @param number its place in the graph, from 1
 * @param inputs the names of what it takes; an empty one is an input that is left out
 * @param attributes by name
 */
record Node(
    int number,
    String operator,
    String domain,
    List<String> inputs,
    List<String> outputs,
    Map<String, Attribute> attributes) {
  private static final int INPUT = 1;
  private static final int OUTPUT = 2;
  private static final int OP_TYPE = 4;
  private static final int ATTRIBUTE = 5;
  private static final int DOMAIN = 7;

  static Node read(Message message, int number, String file) {
    List<String> inputs = new ArrayList<>();
    List<String> outputs = new ArrayList<>();
    Map<String, Attribute> attributes = new HashMap<>();
    String operator = "";
    String domain = "";
    while (message.hasNext()) {
      switch (message.field()) {
        case INPUT -> inputs.add(message.text());
        case OUTPUT -> outputs.add(message.text());
        case OP_TYPE -> operator = message.text();
        case ATTRIBUTE -> {
          Attribute attribute = Attribute.read(message.message(), file);
          attributes.put(attribute.name(), attribute);
        }
        case DOMAIN -> domain = message.text();
        default -> message.skip();
      }
    }
    return new Node(number, operator, domain, inputs, outputs, attributes);
  }

  private Optional<Attribute> attribute(String name) {
    return Optional.ofNullable(attributes.get(name));
  }

  /** An attribute that is a number. */
  Optional<Double> number(String attribute) {
    return attribute(attribute).flatMap(Attribute::number);
  }

  /** An attribute that is a number, or what it is where it is not given. */
  double number(String attribute, double otherwise) {
    return number(attribute).orElse(otherwise);
  }

  /** An attribute that is a list of numbers; empty where it is not given. */
  double[] numbers(String attribute) {
    List<Double> numbers = attribute(attribute).map(Attribute::numbers).orElse(List.of());
    return numbers.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** An attribute that is a list of texts; empty where it is not given. */
  List<String> strings(String attribute) {
    return attribute(attribute).map(Attribute::strings).orElse(List.of());
  }

  /** An attribute that is a tensor of numbers. */
  Optional<Tensor> tensor(String attribute) {
    return attribute(attribute).flatMap(Attribute::tensor);
  }

  /** What to call the node in messages. */
  @Override
  public String toString() {
    return "node %d (%s)".formatted(number, Quote.plain(operator));
  }
}
