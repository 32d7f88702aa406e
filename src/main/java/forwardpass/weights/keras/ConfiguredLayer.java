package forwardpass.weights.keras;

import com.fasterxml.jackson.databind.JsonNode;
import forwardpass.error.Quote;
import forwardpass.error.WeightsException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A layer as a model's configuration has it. */
final class ConfiguredLayer {
  private final JsonNode layer;
  private final String file;

  ConfiguredLayer(JsonNode layer, String file) {
    this.layer = layer;
    this.file = file;
  }

  /** The class, such as Dense; that of another library's or one's own is called as it is there. */
  String className() {
    String registered = layer.path("registered_name").asText("");
    String own = layer.path("class_name").asText();
    return registered.contains(">") ? registered : own;
  }

  String name() {
    return layer.path("name").asText(config().path("name").asText());
  }

  JsonNode config() {
    return layer.path("config");
  }

  /** A setting; nothing where it is not there or null. */
  Optional<JsonNode> setting(String name) {
    JsonNode value = config().path(name);
    return value.isMissingNode() || value.isNull() ? Optional.empty() : Optional.of(value);
  }

  /** A setting that is a number. */
  double number(String name, double otherwise) {
    Optional<JsonNode> value = setting(name);
    if (value.isPresent() && !value.get().isNumber()) {
      throw unsupported(name + " to be one number", Quote.plain(value.get().toString()));
    }
    return value.map(JsonNode::doubleValue).orElse(otherwise);
  }

  /** The names of the layers whose outputs it takes, one for each time that it is used. */
  List<String> inputs() {
    List<String> names = new ArrayList<>();
    for (JsonNode use : layer.path("inbound_nodes")) {
      int before = names.size();
      collect(use, names);
      if (names.size() == before) {
        throw unsupported("inputs that are named", Quote.plain(use.toString()));
      }
    }
    return names;
  }

  /** Keras 3 has {@code {"keras_history": ["dense", 0, 0]}} in arguments, Keras 2 lists of such. */
  private static void collect(JsonNode node, List<String> names) {
    if (node.isArray() && node.size() >= 3 && node.get(0).isTextual() && node.get(1).isInt()) {
      names.add(node.get(0).asText());
      // What else a layer is called with, such as another layer's output.
      node.path(3).forEach(argument -> collect(argument, names));
      return;
    }
    if (node.isContainerNode()) {
      node.forEach(child -> collect(child, names));
    }
  }

  WeightsException unsupported(String expected, String found) {
    return unsupported(expected, found, ModelConfig.EXPORT);
  }

  WeightsException unsupported(String expected, String found, String advice) {
    return new WeightsException(
        "Unsupported: %s: expected %s, found %s; %s".formatted(place(), expected, found, advice));
  }

  WeightsException corrupt(String expected, String found) {
    return new WeightsException(
        "Corrupt: %s: expected %s, found %s; save the model again"
            .formatted(place(), expected, found));
  }

  private String place() {
    return "%s, layer %s (%s)".formatted(file, Quote.plain(name()), Quote.plain(className()));
  }
}
