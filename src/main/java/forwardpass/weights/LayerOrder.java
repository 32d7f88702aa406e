package forwardpass.weights;

import forwardpass.error.WeightsException;
import forwardpass.nn.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The order of layers, where it is known: by the numbers in their names; else that by their names
 * or that in the file, whichever their shapes fit. Where both fit and differ, nobody can know.
 */
final class LayerOrder {
  /** Steps of the search for an order that fits: enough for any names but hostile ones. */
  private static final int MOST_STEPS = 100_000;

  private static final Pattern NUMBER = Pattern.compile("[0-9]+");

  private final Map<String, Tensor> tensors;
  private final String file;
  private int steps;

  LayerOrder(Map<String, Tensor> tensors, String file) {
    this.tensors = tensors;
    this.file = file;
  }

  /**
   * @param order that of the arrays in the file
   * @throws WeightsException where two orders fit
   */
  List<LayerArrays> of(LayerNames names, WeightsLayout layout, FileOrder order) {
    List<LayerArrays> byName = names.byName();
    List<LayerArrays> inFile = names.inFile();
    if (order == FileOrder.LAYERS) {
      return inFile;
    }
    if (order == FileOrder.SORTED) {
      List<List<LayerArrays>> fitting = fitting(byName, layout);
      if (fitting.size() > 1) {
        throw unknown(
            "two that fit: %s, and %s"
                .formatted(Arrangement.labels(fitting.get(0)), Arrangement.labels(fitting.get(1))));
      }
      return fitting.isEmpty() ? byName : fitting.get(0);
    }
    boolean fileFits = new Arrangement(inFile, layout).fits(tensors);
    boolean nameFits = new Arrangement(byName, layout).fits(tensors);
    if (fileFits && nameFits && !inFile.equals(byName) && keepsNumbers(inFile, names)) {
      throw unknown(
          "two that fit: %s by their names, and %s in the file"
              .formatted(Arrangement.labels(byName), Arrangement.labels(inFile)));
    }
    return fileFits && !nameFits ? inFile : byName;
  }

  private WeightsException unknown(String found) {
    return new WeightsException(
        "Unsupported: %s: expected layers in one order, found %s; number the names (W1, b1, W2, b2 and so on), or pickle the arrays as a list: weights, bias, weights, bias"
            .formatted(file, found));
  }

  /** Whether layers whose names differ in numbers only are in the order of the numbers. */
  private static boolean keepsNumbers(List<LayerArrays> layers, LayerNames names) {
    List<LayerArrays> byName = names.byName();
    for (int i = 0; i < layers.size(); i++) {
      for (int j = i + 1; j < layers.size(); j++) {
        if (areNumbered(layers.get(i), layers.get(j))
            && byName.indexOf(layers.get(i)) > byName.indexOf(layers.get(j))) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean areNumbered(LayerArrays one, LayerArrays other) {
    return withoutNumbers(one).equals(withoutNumbers(other));
  }

  /** Keras calls the first dense, and the second dense_1. */
  private static String withoutNumbers(LayerArrays layer) {
    String name = layer.weights().replaceFirst("([A-Za-z])([./]kernel(:0)?)$", "$1_0$2");
    return NUMBER.matcher(name).replaceAll("#");
  }

  /** The orders that fit and keep numbers in order; no more than two. */
  private List<List<LayerArrays>> fitting(List<LayerArrays> byName, WeightsLayout layout) {
    List<List<LayerArrays>> found = new ArrayList<>();
    for (LayerArrays layer : byName) {
      if (!new Arrangement(List.of(layer), layout).fits(tensors)) {
        return found;
      }
    }
    steps = 0;
    search(new ArrayList<>(), byName, layout, found);
    return found;
  }

  private void search(
      List<LayerArrays> placed,
      List<LayerArrays> rest,
      WeightsLayout layout,
      List<List<LayerArrays>> found) {
    if (++steps > MOST_STEPS) {
      throw unknown("too many that may fit");
    }
    if (rest.isEmpty()) {
      found.add(List.copyOf(placed));
      return;
    }
    for (int i = 0; i < rest.size() && found.size() < 2; i++) {
      LayerArrays next = rest.get(i);
      boolean isChained =
          placed.isEmpty()
              || layout.outputs(tensors.get(placed.get(placed.size() - 1).weights()))
                  == layout.inputs(tensors.get(next.weights()));
      // Those before it in the order of names are still to come.
      boolean isTooEarly = rest.subList(0, i).stream().anyMatch(other -> areNumbered(other, next));
      if (isChained && !isTooEarly) {
        List<LayerArrays> others = new ArrayList<>(rest);
        others.remove(i);
        placed.add(next);
        search(placed, others, layout, found);
        placed.remove(placed.size() - 1);
      }
    }
  }
}
