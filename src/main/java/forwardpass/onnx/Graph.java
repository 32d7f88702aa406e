package forwardpass.onnx;

import forwardpass.error.Quote;
import forwardpass.nn.Affine;
import forwardpass.nn.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * GraphProto, as it is in the file.
 *
 * @param nodes in the order in which they are run
 * @param constants by name
 * @param texts constants that are texts, by name
 * @param unsupported the names of all constants that are no numbers, and what to say of each
 * @param inputs what is given to the graph, constants left out
 * @param outputs the names of what it gives
 */
record Graph(
    List<Node> nodes,
    Map<String, Tensor> constants,
    Map<String, List<String>> texts,
    Map<String, String> unsupported,
    Map<String, Affine> inputs,
    List<String> outputs) {
  private static final int NODE = 1;
  private static final int INITIALIZER = 5;
  private static final int INPUT = 11;
  private static final int OUTPUT = 12;
  private static final int SPARSE_INITIALIZER = 15;
  private static final int MOST_NODES = 1 << 14;

  static Graph read(Message message, ModelFile file) {
    Graph graph =
        new Graph(
            new ArrayList<>(),
            new HashMap<>(),
            new HashMap<>(),
            new HashMap<>(),
            new HashMap<>(),
            new ArrayList<>());
    while (message.hasNext()) {
      graph.readField(message, file);
    }
    graph.inputs.keySet().removeAll(graph.constants.keySet());
    graph.inputs.keySet().removeAll(graph.unsupported.keySet());
    return graph;
  }

  private void readField(Message message, ModelFile file) {
    switch (message.field()) {
      case NODE -> {
        if (nodes.size() == MOST_NODES) {
          throw file.unsupported("at most %d nodes".formatted(MOST_NODES), "more");
        }
        nodes.add(Node.read(message.message(), nodes.size() + 1, file.name()));
      }
      case INITIALIZER -> addConstant(TensorProto.read(message.message(), file.name()), file);
      case INPUT -> addInput(ValueInfo.read(message.message()), file);
      case OUTPUT -> outputs.add(ValueInfo.read(message.message()).name());
      case SPARSE_INITIALIZER -> throw file.unsupported("dense tensors", "a sparse one");
      default -> message.skip();
    }
  }

  private void addConstant(TensorProto constant, ModelFile file) {
    String name = constant.name();
    if (constants.containsKey(name) || unsupported.containsKey(name)) {
      throw file.corrupt("each tensor once", "%s twice".formatted(Quote.plain(name)));
    }
    if (constant.tensor().isPresent()) {
      constants.put(name, constant.tensor().get());
    } else {
      unsupported.put(name, constant.reason());
      texts.put(name, constant.strings());
    }
  }

  private void addInput(ValueInfo input, ModelFile file) {
    List<Long> shape = input.type().shape();
    long width = shape.size() < 2 ? -1 : 1;
    for (int i = 1; i < shape.size(); i++) {
      width = width < 0 || shape.get(i) < 0 ? -1 : width * shape.get(i);
      if (width > Integer.MAX_VALUE) {
        throw file.unsupported("an input of fewer than 2^31 values", "shape " + shape);
      }
    }
    inputs.put(
        input.name(), Affine.input((int) width, shape.size() <= 2, input.type().isOfIntegers()));
  }
}
