package forwardpass.onnx;

import forwardpass.nn.Activation;
import forwardpass.nn.Affine;
import forwardpass.nn.Network;
import forwardpass.nn.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Runs a graph symbolically, on an image of which nothing is known, and so finds its layers. */
final class GraphRun {
  private final Graph graph;
  private final ModelFile file;
  private final NamedValues values;
  private final ImageOperators operators;

  private GraphRun(Graph graph, ModelFile file) {
    this.graph = graph;
    this.file = file;
    this.values = new NamedValues(graph, file);
    this.operators = new ImageOperators(values, file);
  }

  static Network network(Graph graph, ModelFile file) {
    if (graph.inputs().size() != 1) {
      throw file.unsupported("one input", graph.inputs().size() + " of them");
    }
    return new GraphRun(graph, file).network();
  }

  /**
   * Of several outputs, such as scikit-learn's labels and probabilities, the one that can be; where
   * none can, the last is the one to ask after.
   */
  private Network network() {
    try {
      graph.nodes().forEach(this::run);
      return chain();
    } catch (NotDenseException e) {
      throw new NotDenseException(e.getMessage(), values.isOfPixels());
    }
  }

  private Network chain() {
    List<Affine> results = new ArrayList<>();
    for (String output : graph.outputs()) {
      values.image(output).ifPresent(results::add);
    }
    if (results.size() == 1) {
      return network(results.get(0));
    }
    Optional<String> reason =
        graph.outputs().stream().flatMap(name -> values.reason(name).stream()).reduce((a, b) -> b);
    if (reason.isPresent()) {
      throw new NotDenseException(reason.get());
    }
    throw file.unsupported("one output that comes from the input", results.size() + " of them");
  }

  private Network network(Affine result) {
    Affine closed = result.weights() == null ? result : result.activated(Activation.IDENTITY);
    if (!closed.isUntouched() || closed.layers().isEmpty()) {
      throw file.unsupported("a graph that ends in a layer", "one that ends in other arithmetic");
    }
    try {
      return new Network(closed.layers(), closed.isOfPixels());
    } catch (IllegalArgumentException e) {
      throw file.corrupt("layers that fit each other", e.getMessage());
    }
  }

  private void run(Node node) {
    ClassNames.check(node, values, file);
    for (String input : node.inputs()) {
      Optional<String> reason = values.reason(input);
      if (reason.isPresent()) {
        values.putUnsupported(node.outputs(), reason.get());
        return;
      }
    }
    values.requireKnown(node);
    if (node.outputs().isEmpty()) {
      return;
    }
    String output = node.outputs().get(0);
    List<String> others = node.outputs().subList(1, node.outputs().size());
    values.putUnsupported(
        others, file.unsupported(node, "its first output in use", "another").getMessage());
    try {
      if (node.operator().equals("Constant")) {
        values.put(output, constant(node));
      } else if (values.sizes().isOf(node)) {
        values.sizes().run(node);
      } else if (node.inputs().stream().noneMatch(values::isImage)) {
        values.put(output, sameConstant(node));
      } else {
        values.put(output, operators.run(node));
      }
    } catch (Unsupported e) {
      values.putUnsupported(node.outputs(), e.getMessage());
    }
  }

  private Tensor sameConstant(Node node) throws Unsupported {
    boolean isSame = List.of("Identity", "Cast", "Dropout").contains(node.operator());
    if (!isSame) {
      throw file.unsupported(node, "an operator on the image", "one on constants");
    }
    return values.constant(node, 0);
  }

  private Tensor constant(Node node) throws Unsupported {
    Optional<Tensor> tensor = node.tensor("value");
    if (tensor.isPresent()) {
      return tensor.get();
    }
    for (String name : List.of("value_float", "value_int")) {
      Optional<Double> number = node.number(name);
      if (number.isPresent()) {
        return new Tensor(List.of(), new float[] {number.get().floatValue()});
      }
    }
    for (String name : List.of("value_floats", "value_ints")) {
      double[] numbers = node.numbers(name);
      if (numbers.length > 0) {
        return BatchSizes.tensor(numbers);
      }
    }
    throw file.unsupported(node, "a constant of numbers", "another");
  }
}
