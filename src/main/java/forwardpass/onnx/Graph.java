package forwardpass.onnx;

import forwardpass.error.Quote;
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
      case 1 -> {
        if (nodes.size() == MOST_NODES) {
          throw file.unsupported("at most %d nodes".formatted(MOST_NODES), "more");
        }
        nodes.add(Node.read(message.message(), nodes.size() + 1, file.name()));
      }
      case 5 -> readConstant(TensorMessage.read(message.message(), file.name()), file);
      case 11 -> readInput(message.message(), file);
      case 12 -> outputs.add(name(message.message()));
      case 15 -> throw file.unsupported("dense tensors", "a sparse one");
      default -> message.skip();
    }
  }

  private void readConstant(TensorMessage.Named named, ModelFile file) {
    String name = named.name();
    if (constants.containsKey(name) || unsupported.containsKey(name)) {
      throw file.corrupt("each tensor once", "%s twice".formatted(Quote.plain(name)));
    }
    if (named.tensor().isPresent()) {
      constants.put(name, named.tensor().get());
    } else {
      unsupported.put(name, named.unsupported());
      texts.put(name, named.texts());
    }
  }

  private static String name(Message valueInfo) {
    String name = "";
    while (valueInfo.hasNext()) {
      if (valueInfo.field() == 1) {
        name = valueInfo.text();
      } else {
        valueInfo.skip();
      }
    }
    return name;
  }

  private void readInput(Message valueInfo, ModelFile file) {
    String name = "";
    InputType type = InputType.UNKNOWN;
    while (valueInfo.hasNext()) {
      switch (valueInfo.field()) {
        case 1 -> name = valueInfo.text();
        case 2 -> type = InputType.read(valueInfo.message());
        default -> valueInfo.skip();
      }
    }
    List<Long> shape = type.shape();
    long width = shape.size() < 2 ? -1 : 1;
    for (int i = 1; i < shape.size(); i++) {
      width = width < 0 || shape.get(i) < 0 ? -1 : width * shape.get(i);
      if (width > Integer.MAX_VALUE) {
        throw file.unsupported("an input of fewer than 2^31 values", "shape " + shape);
      }
    }
    boolean isOfPixels = InputType.INTEGERS.contains(type.elements());
    inputs.put(name, Affine.input((int) width, shape.size() <= 2, isOfPixels));
  }
}
