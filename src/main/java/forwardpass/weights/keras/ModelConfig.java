package forwardpass.weights.keras;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import forwardpass.error.Quote;
import forwardpass.error.WeightsException;
import forwardpass.weights.data.FilePosition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a whole model says of its layers, which have to come one after the other. */
final class ModelConfig {
  /** What to do with other networks. */
  static final String EXPORT =
      "export the model to ONNX, with model.export(FILE, format='onnx') or tf2onnx";

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final String file;

  ModelConfig(String file) {
    this.file = file;
  }

  /**
   * @param place what messages call the text
   */
  static JsonNode parse(String text, String place) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new FilePosition(place, 0)
          .corrupt("JSON", "another text: " + Quote.plain(e.getOriginalMessage()));
    }
  }

  /** The layers, first to last. */
  List<ConfiguredLayer> layers(JsonNode model) {
    String className = model.path("class_name").asText();
    JsonNode config = model.path("config");
    return switch (className) {
      case "Sequential" -> layersOf(config.isArray() ? config : config.path("layers"));
      case "Functional", "Model" -> chain(layersOf(config.path("layers")), config);
      default ->
          throw unsupported(
              "a Sequential or Functional model", "one of the class " + Quote.plain(className));
    };
  }

  private List<ConfiguredLayer> layersOf(JsonNode array) {
    if (!array.isArray() || array.isEmpty()) {
      throw corrupt("a list of layers", "none");
    }
    List<ConfiguredLayer> layers = new ArrayList<>();
    array.forEach(layer -> layers.add(new ConfiguredLayer(layer, file)));
    return layers;
  }

  /** From the only output back to the only input. */
  private List<ConfiguredLayer> chain(List<ConfiguredLayer> layers, JsonNode config) {
    Map<String, ConfiguredLayer> byName = new HashMap<>();
    for (ConfiguredLayer layer : layers) {
      if (byName.put(layer.name(), layer) != null) {
        throw corrupt("each layer once", Quote.plain(layer.name()) + " twice");
      }
    }
    List<ConfiguredLayer> chain = new ArrayList<>();
    String next = only(config.path("output_layers"), "output");
    while (chain.size() <= layers.size()) {
      ConfiguredLayer layer = byName.get(next);
      if (layer == null) {
        throw corrupt("the layer " + Quote.quoted(next), "none");
      }
      chain.add(0, layer);
      List<String> inputs = layer.inputs();
      if (inputs.isEmpty()) {
        break;
      }
      if (inputs.size() > 1) {
        throw layer.unsupported(
            "one that is used once, and takes what one other gives",
            "inputs " + Quote.plain(String.join(", ", inputs)));
      }
      next = inputs.get(0);
    }
    if (chain.size() != layers.size()) {
      throw unsupported(
          "layers one after the other",
          "%d of which %d are between input and output".formatted(layers.size(), chain.size()));
    }
    return chain;
  }

  /** The name in {@code ["dense", 0, 0]}, or in a list of one such. */
  private String only(JsonNode tensors, String what) {
    JsonNode tensor = tensors.path(0).isArray() ? tensors.path(0) : tensors;
    if (tensors.path(0).isArray() && tensors.size() != 1) {
      throw unsupported("one " + what, tensors.size() + " of them");
    }
    if (!tensor.path(0).isTextual()) {
      throw unsupported("one " + what, "another number of them, or none that is named");
    }
    return tensor.path(0).asText();
  }

  private WeightsException corrupt(String expected, String found) {
    return new FilePosition(file, 0).corrupt(expected + " in the configuration", found);
  }

  private WeightsException unsupported(String expected, String found) {
    return new FilePosition(file, 0).unsupported(expected, found, EXPORT);
  }
}
