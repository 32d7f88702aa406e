package forwardpass.onnx;

import forwardpass.error.Quote;
import java.util.ArrayList;
import java.util.List;

/**
 * NodeProto: an operator of the graph.
 *
 * @param number its place in the graph, from 1
 * @param inputs the names of what it takes; an empty one is an input that is left out
 */
record Node(
    int number,
    String operator,
    String domain,
    List<String> inputs,
    List<String> outputs,
    Attributes attributes) {
  static Node read(Message message, int number, String file) {
    List<String> inputs = new ArrayList<>();
    List<String> outputs = new ArrayList<>();
    Attributes attributes = new Attributes();
    String operator = "";
    String domain = "";
    while (message.hasNext()) {
      switch (message.field()) {
        case 1 -> inputs.add(message.text());
        case 2 -> outputs.add(message.text());
        case 4 -> operator = message.text();
        case 5 -> attributes.read(message.message(), file);
        case 7 -> domain = message.text();
        default -> message.skip();
      }
    }
    return new Node(number, operator, domain, inputs, outputs, attributes);
  }

  /** An attribute that is a number, or what it is where it is not given. */
  double number(String attribute, double otherwise) {
    return attributes.number(attribute, otherwise);
  }

  /** What to call the node in messages. */
  @Override
  public String toString() {
    return "node %d (%s)".formatted(number, Quote.plain(operator));
  }
}
