package forwardpass.weights;

import forwardpass.error.Quote;
import java.util.Optional;

/**
 * The names of a layer's arrays.
 *
 * @param bias none where the layer has none, which is a bias of zeros
 */
record LayerArrays(String weights, Optional<String> bias) {
  /** The name of the layer, for messages: what its weights are called, but for the usual ending. */
  String label() {
    String label = weights.replaceFirst("[./]?(weight|kernel)(:0)?$", "");
    return Quote.plain(label.isEmpty() ? weights : label);
  }
}
