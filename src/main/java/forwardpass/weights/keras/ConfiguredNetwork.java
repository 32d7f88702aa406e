package forwardpass.weights.keras;

import com.fasterxml.jackson.databind.JsonNode;
import forwardpass.error.Quote;
import forwardpass.nn.Activation;
import forwardpass.nn.Affine;
import forwardpass.nn.Network;
import forwardpass.nn.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes a network of the layers of a configuration and their arrays. */
final class ConfiguredNetwork {
  private static final Map<String, Activation> ACTIVATIONS =
      Map.of(
          "linear", Activation.IDENTITY,
          "sigmoid", Activation.SIGMOID,
          "relu", Activation.RELU,
          "tanh", Activation.TANH,
          "softmax", Activation.SOFTMAX,
          "log_softmax", Activation.LOG_SOFTMAX);

  private final Map<ConfiguredLayer, DenseArrays> arrays;
  private final ImageShape shape = new ImageShape();
  private Affine image = Affine.input(-1, false, false);

  ConfiguredNetwork(Map<ConfiguredLayer, DenseArrays> arrays) {
    this.arrays = arrays;
  }

  /** Refuses a layer that no network here has, before its arrays are looked for. */
  static void requireKnown(ConfiguredLayer layer) {
    switch (layer.className()) {
      case "InputLayer", "Dense", "Flatten", "Rescaling", "Activation", "Softmax", "ReLU" -> {}
      case "Dropout", "GaussianDropout", "AlphaDropout", "GaussianNoise" -> {}
      case "Lambda" ->
          throw layer.unsupported(
              "layers that a configuration describes", "one of Python code, which is never run");
      default ->
          throw layer.unsupported(
              "InputLayer, Dense, Flatten, Rescaling, Dropout, Activation, Softmax or ReLU",
              Quote.plain(layer.className()));
    }
  }

  Network of(List<ConfiguredLayer> layers) {
    layers.forEach(this::add);
    ConfiguredLayer last = layers.get(layers.size() - 1);
    Affine closed = image.weights() == null ? image : image.activated(Activation.IDENTITY);
    if (!closed.isUntouched() || closed.layers().isEmpty()) {
      throw last.unsupported("a model that ends in a Dense layer", "one that ends in this layer");
    }
    return new Network(closed.layers(), closed.isOfPixels());
  }

  private void add(ConfiguredLayer layer) {
    shape.declare(layer);
    switch (layer.className()) {
      case "Dense" -> dense(layer);
      case "Flatten" -> shape.flatten(layer);
      case "Rescaling" ->
          image =
              image
                  .scaled(new double[] {layer.number("scale", 1)})
                  .plus(new double[] {layer.number("offset", 0)});
      case "Activation" -> activate(layer, activation(layer));
      case "Softmax" -> {
        double axis = layer.number("axis", -1);
        if (axis != -1 && axis != 1) {
          throw layer.unsupported("axis -1", "axis " + (long) axis);
        }
        activate(layer, Activation.SOFTMAX);
      }
      case "ReLU" -> {
        requirePlain(layer);
        activate(layer, Activation.RELU);
      }
      default -> {} // does nothing but in training
    }
  }

  private void dense(ConfiguredLayer layer) {
    DenseArrays of = arrays.get(layer);
    Tensor kernel = of.kernel();
    shape.take(layer, kernel.shape().get(0), kernel.shape().get(1));
    image = image.times(kernel).plus(of.bias());
    activate(layer, activation(layer));
  }

  private void activate(ConfiguredLayer layer, Activation activation) {
    if (activation == Activation.IDENTITY) {
      return;
    }
    if (image.weights() == null) {
      throw layer.unsupported(
          "an activation after a Dense layer that has none", "one after another layer");
    }
    image = image.activated(activation);
  }

  private static Activation activation(ConfiguredLayer layer) {
    Optional<JsonNode> name = layer.setting("activation");
    if (name.isEmpty()) {
      return Activation.IDENTITY;
    }
    Activation known = name.get().isTextual() ? ACTIVATIONS.get(name.get().asText()) : null;
    if (known == null) {
      throw layer.unsupported(
          "the activation linear, sigmoid, relu, tanh, softmax or log_softmax",
          name.get().isTextual()
              ? Quote.plain(name.get().asText())
              : "one of one's own, " + Quote.plain(name.get().path("config").toString()));
    }
    return known;
  }

  private static void requirePlain(ConfiguredLayer layer) {
    if (layer.setting("max_value").isPresent()
        || layer.number("negative_slope", 0) != 0
        || layer.number("threshold", 0) != 0) {
      throw layer.unsupported("max(0, x)", "a ReLU with a slope, a threshold or a largest value");
    }
  }
}
