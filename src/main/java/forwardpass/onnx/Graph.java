package forwardpass.onnx;

import forwardpass.error.WeightsException;
import forwardpass.nn.Activation;
import forwardpass.nn.Network;
import forwardpass.nn.Tensor;
import forwardpass.weights.Quote;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;

/**
 * GraphProto, run symbolically: each name stands for a tensor, for what has been made of the image,
 * or for why that cannot be said.
 */
final class Graph {
  private static final Map<String, Activation> ACTIVATIONS =
      Map.of(
          "Relu", Activation.RELU,
          "Sigmoid", Activation.SIGMOID,
          "Tanh", Activation.TANH,
          "Softmax", Activation.SOFTMAX,
          "LogSoftmax", Activation.LOG_SOFTMAX);

  private final String file;
  private final List<Node> nodes = new ArrayList<>();
  private final Map<String, Tensor> constants = new HashMap<>();
  private final Map<String, Affine> inputs = new HashMap<>();
  private final List<String> outputs = new ArrayList<>();
  private final Map<String, Affine> images = new HashMap<>();
  private final Map<String, String> unsupported = new HashMap<>();

  private Graph(String file) {
    this.file = file;
  }

  static Network network(Message message, String file) {
    Graph graph = new Graph(file);
    while (message.hasNext()) {
      graph.readField(message);
    }
    return graph.network();
  }

  private void readField(Message message) {
    switch (message.field()) {
      case 1 -> nodes.add(Node.read(message.message(), nodes.size() + 1, file));
      case 5 -> {
        TensorMessage.Named named = TensorMessage.read(message.message(), file);
        if (constants.put(named.name(), named.tensor()) != null) {
          throw corrupt("each tensor once", "%s twice".formatted(Quote.plain(named.name())));
        }
      }
      case 11 -> readInput(message.message());
      case 12 -> outputs.add(name(message.message()));
      case 15 -> throw failure("dense tensors", "a sparse one");
      default -> message.skip();
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

  private void readInput(Message valueInfo) {
    String name = "";
    List<Long> shape = new ArrayList<>();
    while (valueInfo.hasNext()) {
      switch (valueInfo.field()) {
        case 1 -> name = valueInfo.text();
        case 2 -> shape = shape(valueInfo.message());
        default -> valueInfo.skip();
      }
    }
    long width = shape.size() < 2 ? -1 : 1;
    for (int i = 1; i < shape.size(); i++) {
      width = width < 0 || shape.get(i) < 0 ? -1 : width * shape.get(i);
      if (width > Integer.MAX_VALUE) {
        throw failure("an input of fewer than 2^31 values", "shape " + shape);
      }
    }
    inputs.put(name, Affine.input((int) width, shape.size() <= 2));
  }

  /** The dimensions in TypeProto, the first of which is the batch's; -1 where one is left open. */
  private static List<Long> shape(Message type) {
    List<Long> shape = new ArrayList<>();
    for (Message tensor : fields(type, 1)) {
      for (Message dims : fields(tensor, 2)) {
        for (Message dim : fields(dims, 1)) {
          long value = -1;
          while (dim.hasNext()) {
            if (dim.field() == 1) {
              value = Math.max(-1, Math.min(Integer.MAX_VALUE, dim.integer()));
            } else {
              dim.skip();
            }
          }
          shape.add(value);
        }
      }
    }
    return shape;
  }

  private static List<Message> fields(Message message, int field) {
    List<Message> fields = new ArrayList<>();
    while (message.hasNext()) {
      if (message.field() == field && message.isBytes()) {
        fields.add(message.message());
      } else {
        message.skip();
      }
    }
    return fields;
  }

  /** Of several outputs, such as scikit-learn's labels and probabilities, the one that can be. */
  private Network network() {
    inputs.keySet().removeAll(constants.keySet());
    if (inputs.size() != 1) {
      throw failure("one input", inputs.size() + " of them");
    }
    images.putAll(inputs);
    nodes.forEach(this::run);
    List<Affine> results = new ArrayList<>();
    for (String output : outputs) {
      if (images.containsKey(output)) {
        results.add(images.get(output));
      }
    }
    if (results.size() == 1) {
      return network(results.get(0));
    }
    for (String output : outputs) {
      if (unsupported.containsKey(output)) {
        throw new WeightsException(unsupported.get(output));
      }
    }
    throw failure("one output that comes from the input", results.size() + " of them");
  }

  private Network network(Affine result) {
    Affine closed = result.weights() == null ? result : result.activated(Activation.IDENTITY);
    if (!closed.isUntouched() || closed.layers().isEmpty()) {
      throw failure("a graph that ends in a layer", "one that ends in other arithmetic");
    }
    try {
      return new Network(closed.layers());
    } catch (IllegalArgumentException e) {
      throw corrupt("layers that fit each other", e.getMessage());
    }
  }

  private void run(Node node) {
    for (String input : node.inputs()) {
      if (unsupported.containsKey(input)) {
        node.outputs().forEach(output -> unsupported.put(output, unsupported.get(input)));
        return;
      }
      if (!input.isEmpty() && !images.containsKey(input) && !constants.containsKey(input)) {
        throw corrupt(
            "inputs that nodes before it give", "%s at %s".formatted(Quote.plain(input), node));
      }
    }
    if (node.outputs().isEmpty()) {
      return;
    }
    try {
      if (node.operator().equals("Constant")) {
        constants.put(node.outputs().get(0), constant(node));
      } else if (node.inputs().stream().noneMatch(images::containsKey)) {
        runOnConstants(node);
      } else {
        images.put(node.outputs().get(0), onImage(node));
      }
    } catch (Unsupported e) {
      node.outputs().forEach(output -> unsupported.put(output, e.getMessage()));
    }
  }

  /** Thrown where a node cannot be run: which matters only where the output needs it. */
  private static final class Unsupported extends Exception {
    private static final long serialVersionUID = 1;

    Unsupported(String message) {
      super(message);
    }
  }

  private void runOnConstants(Node node) throws Unsupported {
    boolean isSame = List.of("Identity", "Cast", "Dropout").contains(node.operator());
    if (!isSame || node.inputs().isEmpty()) {
      throw unsupported(node, "an operator on the image", "one on constants");
    }
    constants.put(node.outputs().get(0), constants.get(node.inputs().get(0)));
  }

  private Tensor constant(Node node) throws Unsupported {
    if (node.tensors().containsKey("value")) {
      return node.tensors().get("value");
    }
    for (String attribute : List.of("value_float", "value_int")) {
      if (node.numbers().containsKey(attribute)) {
        return new Tensor(List.of(), new float[] {(float) node.number(attribute, 0)});
      }
    }
    for (String attribute : List.of("value_floats", "value_ints")) {
      if (node.lists().containsKey(attribute)) {
        List<Double> list = node.lists().get(attribute);
        float[] values = new float[list.size()];
        for (int i = 0; i < values.length; i++) {
          values[i] = list.get(i).floatValue();
        }
        return new Tensor(List.of(values.length), values);
      }
    }
    throw unsupported(node, "a constant of numbers", "another");
  }

  private Affine onImage(Node node) throws Unsupported {
    if (!node.domain().isEmpty() && !node.domain().equals("ai.onnx")) {
      throw unsupported(node, "operators of ONNX itself", "one of " + Quote.plain(node.domain()));
    }
    Activation activation = ACTIVATIONS.get(node.operator());
    if (activation != null) {
      return activated(node, activation);
    }
    return switch (node.operator()) {
      case "Gemm" -> gemm(node);
      case "MatMul" -> times(node, image(node, 0), matrix(node, false), 1);
      case "Add", "Sub", "Mul", "Div" -> elementwise(node);
      case "Flatten" -> flatten(node);
      case "Reshape" -> reshape(node);
      case "Identity", "Dropout" -> image(node, 0);
      case "Cast" -> cast(node);
      default ->
          throw unsupported(
              node,
              "Gemm, MatMul, Add, Sub, Mul, Div, Flatten, Reshape, Identity, Dropout, Cast, Constant, Relu, Sigmoid, Tanh, Softmax or LogSoftmax",
              Quote.plain(node.operator()));
    };
  }

  private Affine activated(Node node, Activation activation) throws Unsupported {
    Affine image = image(node, 0);
    boolean isRowwise = node.operator().endsWith("Softmax");
    double axis = node.number("axis", -1);
    if (isRowwise && axis != -1 && axis != 1) {
      throw unsupported(node, "axis 1", "axis " + (long) axis);
    }
    if (image.weights() == null) {
      throw unsupported(node, "an activation after a matrix product", "one after none");
    }
    return image.activated(activation);
  }

  private Affine gemm(Node node) throws Unsupported {
    if (node.number("transA", 0) != 0) {
      throw unsupported(node, "images as rows", "transA");
    }
    Affine product =
        times(
            node,
            image(node, 0),
            matrix(node, node.number("transB", 0) != 0),
            node.number("alpha", 1));
    Optional<Tensor> bias = optional(node, 2);
    if (bias.isEmpty()) {
      return product;
    }
    double beta = node.number("beta", 1);
    double[] values = broadcast(node, bias.get(), product.width());
    for (int i = 0; i < values.length; i++) {
      values[i] *= beta;
    }
    return product.plus(values);
  }

  private Affine times(Node node, Affine image, Tensor matrix, double alpha) throws Unsupported {
    if (!image.isMatrix()) {
      throw unsupported(node, "an image of one dimension", "one of several: flatten it first");
    }
    if (image.width() >= 0 && image.width() != matrix.shape().get(0)) {
      throw corrupt(
          "a matrix with %d rows at %s".formatted(image.width(), node),
          String.valueOf(matrix.shape().get(0)));
    }
    return image.times(matrix).scaled(new double[] {alpha});
  }

  private Affine elementwise(Node node) throws Unsupported {
    boolean isImageFirst = images.containsKey(node.inputs().get(0));
    Affine image = image(node, isImageFirst ? 0 : 1);
    double[] values = broadcast(node, tensor(node, isImageFirst ? 1 : 0), image.width());
    return switch (node.operator()) {
      case "Add" -> image.plus(values);
      case "Mul" -> image.scaled(values);
      case "Sub" ->
          isImageFirst
              ? image.plus(map(values, value -> -value))
              : image.scaled(new double[] {-1}).plus(values);
      default -> image.scaled(reciprocals(node, isImageFirst, values));
    };
  }

  private double[] reciprocals(Node node, boolean isImageFirst, double[] values)
      throws Unsupported {
    if (!isImageFirst) {
      throw unsupported(node, "a division by a constant", "one of a constant");
    }
    for (double value : values) {
      if (value == 0) {
        throw unsupported(node, "a division by numbers other than zero", "zero");
      }
    }
    return map(values, value -> 1 / value);
  }

  private static double[] map(double[] values, DoubleUnaryOperator operator) {
    return Arrays.stream(values).map(operator).toArray();
  }

  /** One value for all, or one for each: the same for every image of a batch. */
  private double[] broadcast(Node node, Tensor tensor, int width) throws Unsupported {
    double[] values = new double[tensor.values().length];
    for (int i = 0; i < values.length; i++) {
      values[i] = tensor.values()[i];
    }
    boolean fitsLast = tensor.rank() > 0 && (tensor.rank() == 1 || tensor.shape().get(0) == 1);
    if (values.length == 1 || (values.length == width && fitsLast)) {
      return values;
    }
    throw unsupported(
        node,
        "one value, or one for each of the image's %s".formatted(width < 0 ? "values" : width),
        "shape " + tensor.shape());
  }

  private Affine flatten(Node node) throws Unsupported {
    if (node.number("axis", 1) != 1) {
      throw unsupported(node, "axis 1", "axis " + (long) node.number("axis", 1));
    }
    Affine image = image(node, 0);
    return image.flat(image.width());
  }

  private Affine reshape(Node node) throws Unsupported {
    Affine image = image(node, 0);
    float[] shape = tensor(node, 1).values();
    int width = shape.length == 2 ? (int) shape[1] : 0;
    boolean isKnown = width > 0 && (image.width() < 0 || image.width() == width);
    if (shape.length == 2 && (isKnown || (width == -1 && shape[0] != -1))) {
      return image.flat(width == -1 ? image.width() : width);
    }
    throw unsupported(node, "a reshape to [-1, width]", Arrays.toString(shape));
  }

  private Affine cast(Node node) throws Unsupported {
    int to = (int) node.number("to", 0);
    if (to != 1 && to != 10 && to != 11 && to != 16) {
      throw unsupported(node, "a cast to floats", "one to data type " + to);
    }
    return image(node, 0);
  }

  private Affine image(Node node, int input) throws Unsupported {
    if (node.inputs().size() > input && images.containsKey(node.inputs().get(input))) {
      return images.get(node.inputs().get(input));
    }
    throw unsupported(node, "what comes from the image as input " + (input + 1), "a constant");
  }

  private Tensor tensor(Node node, int input) throws Unsupported {
    return optional(node, input)
        .orElseThrow(
            () ->
                unsupported(
                    node, "a constant as input " + (input + 1), "what comes from the image"));
  }

  private Optional<Tensor> optional(Node node, int input) throws Unsupported {
    if (node.inputs().size() <= input || node.inputs().get(input).isEmpty()) {
      return Optional.empty();
    }
    if (images.containsKey(node.inputs().get(input))) {
      throw unsupported(node, "a constant as input " + (input + 1), "what comes from the image");
    }
    return Optional.of(constants.get(node.inputs().get(input)));
  }

  /** The second input as [inputs, outputs]. */
  private Tensor matrix(Node node, boolean isTransposed) throws Unsupported {
    Tensor matrix = tensor(node, 1);
    if (matrix.rank() != 2 || matrix.values().length == 0) {
      throw unsupported(node, "a matrix", "shape " + matrix.shape());
    }
    if (!isTransposed) {
      return matrix;
    }
    int out = matrix.shape().get(0);
    int in = matrix.shape().get(1);
    float[] values = new float[matrix.values().length];
    for (int i = 0; i < in; i++) {
      for (int k = 0; k < out; k++) {
        values[i * out + k] = matrix.values()[k * in + i];
      }
    }
    return new Tensor(List.of(in, out), values);
  }

  private Unsupported unsupported(Node node, String expected, String found) {
    return new Unsupported(
        "Unsupported: %s, %s: expected %s, found %s; export the network as dense layers only"
            .formatted(file, node, expected, found));
  }

  private WeightsException failure(String expected, String found) {
    return new WeightsException(
        "Unsupported: %s: expected %s, found %s; export the network as dense layers only"
            .formatted(file, expected, found));
  }

  private WeightsException corrupt(String expected, String found) {
    return new WeightsException(
        "Corrupt: %s: expected %s, found %s; export the model again"
            .formatted(file, expected, found));
  }
}
