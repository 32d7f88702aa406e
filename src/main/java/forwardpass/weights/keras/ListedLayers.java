package forwardpass.weights.keras;

import forwardpass.error.Quote;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Layers as Keras 2 keeps them: a group lists its layers, first to last, and each its arrays. */
final class ListedLayers {
  private ListedLayers() {}

  /** The layers; none where the group lists none. */
  static Optional<SavedLayers> find(Hdf5File file, Hdf5Node group) {
    return file.texts(group, "layer_names").map(names -> find(file, group, names));
  }

  private static SavedLayers find(Hdf5File file, Hdf5Node group, List<String> names) {
    Map<String, Map<String, Hdf5Node>> layers = new LinkedHashMap<>();
    for (String name : names) {
      Hdf5Node layer = descendant(file, group, name);
      Map<String, Hdf5Node> parts = new LinkedHashMap<>();
      for (String weight : file.texts(layer, "weight_names").orElse(List.of())) {
        if (parts.put(part(weight), descendant(file, layer, weight)) != null) {
          throw file.position(layer)
              .unsupported(
                  "each array of a layer once",
                  Quote.plain(part(weight)) + " twice",
                  ModelConfig.EXPORT);
        }
      }
      if (!parts.isEmpty() && layers.put(name, parts) != null) {
        throw file.position(group).corrupt("each layer once", Quote.plain(name) + " twice");
      }
    }
    return new SavedLayers(file, layers, true, true, List.of());
  }

  private static Hdf5Node descendant(Hdf5File file, Hdf5Node group, String path) {
    Hdf5Node node = group;
    for (String name : path.split("/", -1)) {
      Hdf5Node parent = node;
      node =
          file.child(parent, name)
              .orElseThrow(
                  () ->
                      file.position(group)
                          .corrupt(Quote.plain(path) + ", which is listed", "none"));
    }
    return node;
  }

  /** Of {@code dense/kernel:0}, the kernel; of Keras 1's {@code dense_1_W}, too. */
  private static String part(String weight) {
    String name = weight.substring(weight.lastIndexOf('/') + 1).replaceFirst(":[0-9]+$", "");
    if (name.endsWith("_W")) {
      return "kernel";
    }
    return name.endsWith("_b") ? "bias" : name;
  }
}
