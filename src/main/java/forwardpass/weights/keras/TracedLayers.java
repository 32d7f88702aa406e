package forwardpass.weights.keras;

import forwardpass.error.Quote;
import io.jhdf.api.Group;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Layers as Keras 3 keeps them: a group for each, called as its class and numbered in order, with
 * its arrays as vars/0, vars/1 and so on; those of a model of one's own are called as its
 * attributes, which says nothing of their order.
 */
final class TracedLayers {
  /** What a group of layers is called; the second in Keras 2.12 to 2.15. */
  private static final List<String> LAYERS = List.of("layers", "_layer_checkpoint_dependencies");

  private static final List<String> PARTS = List.of("kernel", "bias");
  private static final Pattern NUMBERED = Pattern.compile("(.*?)(?:_([0-9]{1,9}))?");

  /** The states of the optimizer and the like. */
  private static final Pattern NO_LAYER =
      Pattern.compile("_?(optimizer|metrics|.*_tracker|.*metrics)");

  private final Hdf5File file;
  private final Map<String, Map<String, Hdf5Node>> layers = new LinkedHashMap<>();
  private final List<String> leftOut = new ArrayList<>();

  private TracedLayers(Hdf5File file) {
    this.file = file;
  }

  static SavedLayers find(Hdf5File file, Hdf5Node root) {
    return new TracedLayers(file).find(root);
  }

  private SavedLayers find(Hdf5Node root) {
    List<Hdf5Node> children = file.children(root);
    Optional<Hdf5Node> group =
        children.stream().filter(child -> LAYERS.contains(child.name())).findFirst();
    for (Hdf5Node child : children) {
      if (group.isPresent()
          ? !child.name().equals(group.get().name())
          : NO_LAYER.matcher(child.name()).matches()) {
        leaveOut(child);
      } else if (group.isEmpty()) {
        add(child);
      }
    }
    group.ifPresent(
        of ->
            file.children(of).stream()
                .sorted(Comparator.comparing(TracedLayers::number))
                .forEach(this::add));
    if (layers.isEmpty()) {
      throw file.start()
          .unsupported(
              "layers of Keras (layer_names, or layers/dense/vars)",
              children.isEmpty()
                  ? "an empty HDF5 file"
                  : "HDF5 with " + Quote.plain(String.join(", ", names(children))),
              "save the arrays of the network with numpy.savez or pickle.dump");
    }
    return new SavedLayers(file, layers, false, group.isPresent(), leftOut);
  }

  private static List<String> names(List<Hdf5Node> nodes) {
    return nodes.stream().map(Hdf5Node::name).toList();
  }

  /** What is empty is not worth a word. */
  private void leaveOut(Hdf5Node node) {
    if (!file.children(node).isEmpty()) {
      leftOut.add(node.name());
    }
  }

  private static int number(Hdf5Node layer) {
    Matcher name = NUMBERED.matcher(layer.name());
    return name.matches() && name.group(2) != null ? Integer.parseInt(name.group(2)) : 0;
  }

  /** The class of which a layer's name is made. */
  static String className(String layer) {
    Matcher name = NUMBERED.matcher(layer);
    return name.matches() ? name.group(1) : layer;
  }

  private void add(Hdf5Node layer) {
    Map<String, Hdf5Node> parts = new LinkedHashMap<>();
    for (Hdf5Node child : file.children(layer)) {
      if (child.name().equals("vars")) {
        file.children(child).forEach(array -> parts.put(part(array.name()), array));
      } else if (holdsArrays(child, 0)) {
        nested(layer, child);
      }
    }
    if (!parts.isEmpty()) {
      layers.put(layer.name(), parts);
    }
  }

  private static String part(String number) {
    return number.matches("[01]") ? PARTS.get(Integer.parseInt(number)) : number;
  }

  private void nested(Hdf5Node layer, Hdf5Node child) {
    if (child.name().equals("seed_generator")) {
      return;
    }
    throw file.position(layer)
        .unsupported(
            "dense layers one after the other",
            "a layer of layers, with " + Quote.plain(child.name()),
            ModelConfig.EXPORT);
  }

  /** More than a few levels down nothing is looked for: a group may hold itself. */
  private boolean holdsArrays(Hdf5Node node, int depth) {
    return !(node.node() instanceof Group)
        || depth > 8
        || file.children(node).stream().anyMatch(child -> holdsArrays(child, depth + 1));
  }
}
