package forwardpass.weights.keras;

import forwardpass.error.Quote;
import forwardpass.weights.data.StoredArrays;
import forwardpass.weights.data.StoredTensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The layers that have arrays, and where those are.
 *
 * @param file that has them
 * @param layers by name, each with its arrays by what they are: kernel, bias
 * @param areNamed whether the names are the layers' own, and not made of their classes
 * @param areInOrder whether they come first to last
 * @param leftOut what is of no layer
 */
record SavedLayers(
    Hdf5File file,
    Map<String, Map<String, Hdf5Node>> layers,
    boolean areNamed,
    boolean areInOrder,
    List<String> leftOut) {
  /** What Keras 3 calls the first dense layer. */
  static final String DENSE = "dense";

  /**
   * @param weights the group that has all of them
   */
  static SavedLayers find(Hdf5File file, Hdf5Node weights) {
    return ListedLayers.find(file, weights).orElseGet(() -> TracedLayers.find(file, weights));
  }

  /** What the array of a layer is called, as in other files. */
  static String name(String layer, String part) {
    return layer + "/" + part;
  }

  /** Refuses layers of other classes, where the names tell the class and nothing else does. */
  SavedLayers requireDense() {
    layers.forEach(
        (layer, parts) -> {
          if (!areNamed && areInOrder && !TracedLayers.className(layer).equals(DENSE)) {
            throw file.start()
                .unsupported(
                    "dense layers",
                    "the layer %s, with %d arrays".formatted(Quote.plain(layer), parts.size()),
                    ModelConfig.EXPORT);
          }
        });
    return this;
  }

  StoredArrays read() {
    Map<String, StoredTensor> arrays = new LinkedHashMap<>();
    layers.forEach(
        (layer, parts) ->
            parts.forEach(
                (part, node) -> {
                  String name = name(layer, part);
                  arrays.put(name, file.array(node, name));
                }));
    return new StoredArrays(arrays, leftOut, areInOrder, Optional.empty());
  }
}
