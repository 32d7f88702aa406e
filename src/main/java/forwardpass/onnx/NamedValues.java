package forwardpass.onnx;

import forwardpass.error.Quote;
import forwardpass.nn.Affine;
import forwardpass.nn.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the names of a graph stand for: each for a tensor, for what has been made of the image, or
 * for why that cannot be said.
 */
final class NamedValues {
  private final ModelFile file;
  private final Map<String, Tensor> constants = new HashMap<>();
  private final Map<String, List<String>> texts;
  private final Map<String, Affine> images = new HashMap<>();
  private final Map<String, String> unsupported = new HashMap<>();
  private final BatchSizes sizes;

  NamedValues(Graph graph, ModelFile file) {
    this.file = file;
    constants.putAll(graph.constants());
    images.putAll(graph.inputs());
    texts = graph.texts();
    unsupported.putAll(graph.unsupported());
    sizes = new BatchSizes(this, file);
  }

  /** What a constant calls classes: its texts, or its numbers. */
  List<String> names(String constant) {
    Tensor numbers = constants.get(constant);
    if (numbers == null) {
      return texts.getOrDefault(constant, List.of());
    }
    boolean isRow = numbers.rank() == 1 || (numbers.rank() == 2 && numbers.shape().get(0) == 1);
    return isRow ? ClassNames.numbers(numbers.values()) : List.of();
  }

  boolean isConstant(String name) {
    return constants.containsKey(name);
  }

  void put(String name, Tensor constant) {
    constants.put(name, constant);
  }

  void put(String name, Affine image) {
    images.put(name, image);
  }

  void putUnsupported(List<String> names, String reason) {
    names.forEach(name -> unsupported.put(name, reason));
  }

  /** Why a name stands for nothing. */
  Optional<String> reason(String name) {
    return Optional.ofNullable(unsupported.get(name));
  }

  /** What has been computed of the size of a batch. */
  BatchSizes sizes() {
    return sizes;
  }

  /** What has been made of the image under a name. */
  Optional<Affine> image(String name) {
    return Optional.ofNullable(images.get(name));
  }

  boolean isImage(String name) {
    return images.containsKey(name);
  }

  /** Checks that a node takes what stands for something. */
  void requireKnown(Node node) {
    for (String input : node.inputs()) {
      boolean isKnown =
          images.containsKey(input) || constants.containsKey(input) || sizes.has(input);
      if (!input.isEmpty() && !isKnown) {
        throw file.corrupt(
            "inputs that nodes before it give", "%s at %s".formatted(Quote.plain(input), node));
      }
    }
  }

  /** Whether what has been done to the image anywhere shows that its values go to 255. */
  boolean isOfPixels() {
    return images.values().stream().anyMatch(Affine::isOfPixels);
  }

  /** An input that comes from the image. */
  Affine image(Node node, int input) throws Unsupported {
    if (node.inputs().size() > input && isImage(node.inputs().get(input))) {
      return images.get(node.inputs().get(input));
    }
    throw file.unsupported(node, "what comes from the image as input " + (input + 1), "a constant");
  }

  /** An input that is a constant. */
  Tensor constant(Node node, int input) throws Unsupported {
    Optional<Tensor> constant = optional(node, input);
    if (constant.isEmpty()) {
      throw file.unsupported(node, "a constant as input " + (input + 1), "none");
    }
    return constant.get();
  }

  /** An input that is a constant where it is not left out. */
  Optional<Tensor> optional(Node node, int input) throws Unsupported {
    if (node.inputs().size() <= input || node.inputs().get(input).isEmpty()) {
      return Optional.empty();
    }
    if (isImage(node.inputs().get(input))) {
      throw file.unsupported(
          node, "a constant as input " + (input + 1), "what comes from the image");
    }
    return Optional.of(constants.get(node.inputs().get(input)));
  }
}
