package forwardpass.weights.keras;

import com.fasterxml.jackson.databind.JsonNode;
import forwardpass.error.Quote;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is known of the shape of an image on its way through the layers. */
final class ImageShape {
  /** Without that of the batch; empty where it is not known. */
  private Optional<List<Integer>> lengths = Optional.empty();

  /** The first layer may say what it takes, as an InputLayer does. */
  void declare(ConfiguredLayer layer) {
    Optional<JsonNode> declared =
        layer.setting("batch_input_shape").or(() -> layer.setting("batch_shape"));
    if (lengths.isPresent() || declared.isEmpty()) {
      return;
    }
    List<Integer> shape = new ArrayList<>();
    for (int i = 1; i < declared.get().size(); i++) {
      if (!declared.get().get(i).canConvertToInt()) {
        throw layer.unsupported(
            "images of one size", "shape " + Quote.plain(declared.get().toString()));
      }
      shape.add(declared.get().get(i).intValue());
    }
    lengths = Optional.of(shape);
  }

  void flatten(ConfiguredLayer layer) {
    boolean isChannelsFirst =
        layer
            .setting("data_format")
            .map(JsonNode::asText)
            .filter("channels_first"::equals)
            .isPresent();
    if (isChannelsFirst && lengths.map(List::size).orElse(2) > 1) {
      throw layer.unsupported("data_format channels_last", "channels_first");
    }
    lengths = lengths.map(of -> List.of(of.stream().reduce(1, Math::multiplyExact)));
  }

  /** A dense layer works along the last axis, whatever is before it. */
  void take(ConfiguredLayer layer, int inputs, int units) {
    if (lengths.isPresent()) {
      List<Integer> of = lengths.get();
      if (of.size() != 1) {
        throw layer.unsupported(
            "images of one dimension", "shape " + of + ", which it takes row by row");
      }
      if (of.get(0) != inputs) {
        throw layer.corrupt("a kernel for %d values".formatted(of.get(0)), String.valueOf(inputs));
      }
    }
    lengths = Optional.of(List.of(units));
  }
}
