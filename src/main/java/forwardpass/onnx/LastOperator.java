package forwardpass.onnx;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds what a graph does last, without a look at its weights. */
public final class LastOperator {
  /** Of ModelProto. */
  private static final int GRAPH = 7;

  /** Of GraphProto. */
  private static final int NODE = 1;

  /** They leave values as they are. */
  private static final Set<String> SAME = Set.of("Identity", "Cast", "Reshape", "Flatten");

  private LastOperator() {}

  /**
   * The operator that gives an output its values.
   *
   * @param model a file that has been read without fault
   */
  public static Optional<String> of(byte[] model, String output) {
    Map<String, Node> makers = new HashMap<>();
    Message message = new Message(ByteBuffer.wrap(model), "model");
    while (message.hasNext()) {
      if (message.field() == GRAPH) {
        addNodes(message.message(), makers);
      } else {
        message.skip();
      }
    }
    Node last = makers.get(output);
    for (int i = 0; i < makers.size() && last != null && SAME.contains(last.operator()); i++) {
      last = last.inputs().isEmpty() ? null : makers.get(last.inputs().get(0));
    }
    return Optional.ofNullable(last).map(Node::operator);
  }

  private static void addNodes(Message graph, Map<String, Node> makers) {
    int number = 0;
    while (graph.hasNext()) {
      if (graph.field() == NODE) {
        Node node = Node.read(graph.message(), ++number, "model");
        node.outputs().forEach(output -> makers.put(output, node));
      } else {
        graph.skip();
      }
    }
  }
}
