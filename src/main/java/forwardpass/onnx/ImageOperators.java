package forwardpass.onnx;

import forwardpass.error.Quote;
import forwardpass.nn.Activation;
import forwardpass.nn.Affine;
import forwardpass.nn.Tensor;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;

/** The operators of ONNX that are run on what comes from the image. */
final class ImageOperators {
  private static final Map<String, Activation> ACTIVATIONS =
      Map.of(
          "Relu", Activation.RELU,
          "Sigmoid", Activation.SIGMOID,
          "Tanh", Activation.TANH,
          "Softmax", Activation.SOFTMAX,
          "LogSoftmax", Activation.LOG_SOFTMAX);

  private final NamedValues values;
  private final ModelFile file;
  private final Budget budget;

  ImageOperators(NamedValues values, ModelFile file) {
    this.values = values;
    this.file = file;
    this.budget = new Budget(file);
  }

  Affine run(Node node) throws Unsupported {
    return switch (node.domain()) {
      case "", "ai.onnx" -> runOwn(node);
      case "ai.onnx.ml" -> runLearned(node);
      default ->
          throw file.unsupported(
              node, "operators of ONNX itself", "one of " + Quote.plain(node.domain()));
    };
  }

  private Affine runOwn(Node node) throws Unsupported {
    Activation activation = ACTIVATIONS.get(node.operator());
    if (activation != null) {
      return activated(node, activation);
    }
    return switch (node.operator()) {
      case "Gemm" -> gemm(node);
      case "MatMul" -> times(node, values.image(node, 0), matrix(node, false), 1);
      case "Add", "Sub", "Mul", "Div" -> elementwise(node);
      case "Flatten" -> flatten(node);
      case "Reshape" -> reshape(node);
      case "Identity" -> values.image(node, 0);
      case "Dropout" -> dropout(node);
      case "Cast" -> cast(node);
      default ->
          throw file.unsupported(
              node,
              "Gemm, MatMul, Add, Sub, Mul, Div, Flatten, Reshape, Identity, Dropout, Cast, Constant, Relu, Sigmoid, Tanh, Softmax or LogSoftmax",
              Quote.plain(node.operator()));
    };
  }

  /** What scikit-learn's models have about them. */
  private Affine runLearned(Node node) throws Unsupported {
    return switch (node.operator()) {
      case "Scaler" -> standardised(node);
      case "ZipMap" -> values.image(node, 0); // probabilities by the names of classes
      default ->
          throw file.unsupported(
              node, "Scaler or ZipMap of ai.onnx.ml", Quote.plain(node.operator()));
    };
  }

  /** (X - offset) * scale. */
  private Affine standardised(Node node) throws Unsupported {
    Affine image = values.image(node, 0);
    double[] offset = node.numbers("offset");
    double[] scale = node.numbers("scale");
    requireFit(node, offset.length, image.width(), "an offset of " + offset.length);
    requireFit(node, scale.length, image.width(), "a scale of " + scale.length);
    return scaled(image.plus(map(offset, value -> -value)), scale);
  }

  private Affine dropout(Node node) throws Unsupported {
    Optional<Tensor> training = values.optional(node, 2);
    if (training.isPresent() && !isAll(training.get(), 0)) {
      throw file.unsupported(node, "a model for inference", "training mode");
    }
    return values.image(node, 0);
  }

  private static boolean isAll(Tensor tensor, float expected) {
    for (float value : tensor.values()) {
      if (value != expected) {
        return false;
      }
    }
    return true;
  }

  private Affine activated(Node node, Activation activation) throws Unsupported {
    Affine image = values.image(node, 0);
    boolean isRowwise = node.operator().endsWith("Softmax");
    double axis = node.number("axis", -1);
    if (isRowwise && axis != -1 && axis != 1) {
      throw file.unsupported(node, "axis 1", "axis " + (long) axis);
    }
    if (image.weights() == null) {
      throw file.unsupported(node, "an activation after a matrix product", "one after none");
    }
    budget.spend(image.width());
    return image.activated(activation);
  }

  private Affine gemm(Node node) throws Unsupported {
    if (node.number("transA", 0) != 0) {
      throw file.unsupported(node, "images as rows", "transA");
    }
    Affine product =
        times(
            node,
            values.image(node, 0),
            matrix(node, node.number("transB", 0) != 0),
            node.number("alpha", 1));
    Optional<Tensor> bias = values.optional(node, 2);
    if (bias.isEmpty()) {
      return product;
    }
    double beta = node.number("beta", 1);
    double[] shift = broadcast(node, bias.get(), product.width());
    return product.plus(map(shift, value -> value * beta));
  }

  private Affine times(Node node, Affine image, Tensor matrix, double alpha) throws Unsupported {
    if (!image.isMatrix()) {
      throw file.unsupported(node, "an image of one dimension", "one of several: flatten it first");
    }
    if (image.width() >= 0 && image.width() != matrix.shape().get(0)) {
      throw file.corrupt(
          "a matrix with %d rows at %s".formatted(image.width(), node),
          String.valueOf(matrix.shape().get(0)));
    }
    budget.spend(matrix.values().length);
    Affine product = image.times(matrix);
    return alpha == 1 ? product : scaled(product, alpha);
  }

  private Affine scaled(Affine image, double... factors) {
    if (image.weights() != null) {
      budget.spend(image.weights().values().length);
    }
    return image.scaled(factors);
  }

  private Affine elementwise(Node node) throws Unsupported {
    boolean isImageFirst = values.isImage(node.inputs().get(0));
    Affine image = values.image(node, isImageFirst ? 0 : 1);
    Tensor constant = values.constant(node, isImageFirst ? 1 : 0);
    double[] operand = broadcast(node, constant, image.width());
    return switch (node.operator()) {
      case "Add" -> image.plus(operand);
      case "Mul" -> scaled(image, operand);
      case "Sub" ->
          isImageFirst
              ? image.plus(map(operand, value -> -value))
              : scaled(image, -1).plus(operand);
      default -> scaled(image, reciprocals(node, isImageFirst, operand));
    };
  }

  private double[] reciprocals(Node node, boolean isImageFirst, double[] divisors)
      throws Unsupported {
    if (!isImageFirst) {
      throw file.unsupported(node, "a division by a constant", "one of a constant");
    }
    for (double divisor : divisors) {
      if (divisor == 0) {
        throw file.unsupported(node, "a division by numbers other than zero", "zero");
      }
    }
    return map(divisors, divisor -> 1 / divisor);
  }

  private static double[] map(double[] values, DoubleUnaryOperator operator) {
    return Arrays.stream(values).map(operator).toArray();
  }

  /** One value for all, or one for each: the same for every image of a batch. */
  private double[] broadcast(Node node, Tensor tensor, int width) throws Unsupported {
    int count = tensor.values().length;
    boolean isRow = tensor.rank() <= 1 || tensor.shape().get(0) == 1;
    requireFit(node, isRow ? count : 0, width, "shape " + tensor.shape());
    double[] widened = new double[count];
    for (int i = 0; i < count; i++) {
      widened[i] = tensor.values()[i];
    }
    return widened;
  }

  private void requireFit(Node node, int count, int width, String found) throws Unsupported {
    if (count != 1 && count != width) {
      throw file.unsupported(
          node,
          "one value, or one for each of the image's %s".formatted(width < 0 ? "values" : width),
          found);
    }
    budget.spend(Math.max(count, width));
  }

  private Affine flatten(Node node) throws Unsupported {
    if (node.number("axis", 1) != 1) {
      throw file.unsupported(node, "axis 1", "axis " + (long) node.number("axis", 1));
    }
    Affine image = values.image(node, 0);
    return image.flat(image.width());
  }

  private Affine reshape(Node node) throws Unsupported {
    Affine image = values.image(node, 0);
    String of = node.inputs().size() > 1 ? node.inputs().get(1) : "";
    float[] shape =
        values.sizes().has(of) ? values.sizes().of(of) : values.constant(node, 1).values();
    int width = shape.length == 2 ? (int) shape[1] : 0;
    boolean isKnown = width > 0 && (image.width() < 0 || image.width() == width);
    if (shape.length == 2 && (isKnown || (width == -1 && shape[0] != -1))) {
      return image.flat(width == -1 ? image.width() : width);
    }
    throw file.unsupported(node, "a reshape to [-1, width]", Arrays.toString(shape));
  }

  private Affine cast(Node node) throws Unsupported {
    int to = (int) node.number("to", 0);
    if (to != 1 && to != 10 && to != 11 && to != 16) {
      throw file.unsupported(node, "a cast to floats", "one to data type " + to);
    }
    return values.image(node, 0);
  }

  /** The second input as [inputs, outputs]. */
  private Tensor matrix(Node node, boolean isTransposed) throws Unsupported {
    Tensor matrix = values.constant(node, 1);
    if (matrix.rank() != 2 || matrix.values().length == 0) {
      throw file.unsupported(node, "a matrix", "shape " + matrix.shape());
    }
    if (!isTransposed) {
      return matrix;
    }
    budget.spend(matrix.values().length);
    return matrix.transposed();
  }
}
