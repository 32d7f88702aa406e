package forwardpass.weights;

import forwardpass.error.WeightsException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * The arrays of each layer, found by their names.
 *
 * @param convention that all names keep to
 * @param layers first to last: by their names, numbers in them in the order of numbers
 */
record LayerNames(NamingConvention convention, List<Layer> layers) {
  /** The names of a layer's arrays. */
  record Layer(String weights, String bias) {}

  /**
   * Finds the layers of a file in which every array is the weights or the bias of one, and every
   * layer has both.
   *
   * @throws WeightsException where they are named otherwise, or where one is missing
   */
  static LayerNames of(Collection<String> names, String file) {
    NamingConvention convention = names.isEmpty() ? null : NamingConvention.of(names).orElse(null);
    if (convention == null) {
      throw new WeightsException(
          "Unsupported: %s: expected arrays W1, b1, W2, b2 and so on, or LAYER.weight and LAYER.bias (PyTorch), or LAYER/kernel and LAYER/bias (Keras), and no others, found %s; name the arrays so"
              .formatted(file, found(names)));
    }
    List<Layer> layers = new ArrayList<>();
    for (String layer : layers(names, convention)) {
      Layer found = new Layer(convention.weights(layer), convention.bias(layer));
      require(found.weights(), names, convention, file);
      require(found.bias(), names, convention, file);
      layers.add(found);
    }
    return new LayerNames(convention, layers);
  }

  private static Collection<String> layers(Collection<String> names, NamingConvention convention) {
    TreeSet<String> layers = new TreeSet<>(new NaturalOrder());
    for (String name : names) {
      layers.add(convention.layer(name).orElseThrow());
    }
    if (convention != NamingConvention.BOOK) {
      return layers;
    }
    List<String> numbers = new ArrayList<>();
    for (int number = 1; number <= Integer.parseInt(layers.last()); number++) {
      numbers.add(String.valueOf(number));
    }
    return numbers;
  }

  private static void require(
      String name, Collection<String> names, NamingConvention convention, String file) {
    if (!names.contains(name)) {
      throw new WeightsException(
          "Corrupt: %s: expected arrays %s, found %s and no %s; name the arrays so"
              .formatted(file, convention.example(), found(names), Quote.plain(name)));
    }
  }

  private static String found(Collection<String> names) {
    return names.isEmpty() ? "none" : Quote.plain(String.join(", ", names));
  }
}
