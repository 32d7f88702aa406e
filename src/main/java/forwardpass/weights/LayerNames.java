package forwardpass.weights;

import forwardpass.error.Quote;
import forwardpass.error.WeightsException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The arrays of each layer, found by their names.
 *
 * @param convention that all names keep to
 * @param byName the layers in the order of their names, numbers in them in the order of numbers
 * @param inFile the layers in the order in which their weights are in the file
 */
record LayerNames(NamingConvention convention, List<LayerArrays> byName, List<LayerArrays> inFile) {
  /**
   * Finds the layers of a file in which every array is the weights or the bias of one.
   *
   * @throws WeightsException where they are named otherwise, or where weights are missing
   */
  static LayerNames of(Collection<String> names, String file) {
    NamingConvention convention = names.isEmpty() ? null : NamingConvention.of(names).orElse(null);
    if (convention == null) {
      throw new WeightsException(
          "Unsupported: %s: expected arrays W1, b1, W2, b2 and so on, or LAYER.weight and LAYER.bias (PyTorch), or LAYER/kernel and LAYER/bias (Keras), and no others, found %s; name the arrays so, or save them as a list: weights, bias, weights, bias"
              .formatted(file, found(names)));
    }
    Map<String, String> weights = new LinkedHashMap<>();
    Map<String, String> biases = new LinkedHashMap<>();
    for (String name : names) {
      NamingConvention.Part part = convention.part(name).orElseThrow();
      String twin = (part.isBias() ? biases : weights).put(part.layer(), name);
      if (twin != null) {
        throw new WeightsException(
            "Unsupported: %s: expected one array for each part of a layer, found %s and %s; leave one out"
                .formatted(file, Quote.plain(twin), Quote.plain(name)));
      }
    }
    List<LayerArrays> byName = new ArrayList<>();
    for (String key : keys(convention, weights.keySet(), biases.keySet())) {
      if (!weights.containsKey(key)) {
        throw new WeightsException(
            "Corrupt: %s: expected arrays %s, found %s and no %s; name the arrays so"
                .formatted(
                    file,
                    convention.example(),
                    found(names),
                    Quote.plain(convention.missing(key, false))));
      }
      byName.add(new LayerArrays(weights.get(key), Optional.ofNullable(biases.get(key))));
    }
    List<LayerArrays> inFile =
        weights.entrySet().stream()
            .map(of -> new LayerArrays(of.getValue(), Optional.ofNullable(biases.get(of.getKey()))))
            .toList();
    return new LayerNames(convention, byName, inFile);
  }

  private static Collection<String> keys(
      NamingConvention convention, Collection<String> weights, Collection<String> biases) {
    TreeSet<String> keys = new TreeSet<>(new NaturalOrder());
    keys.addAll(weights);
    keys.addAll(biases);
    if (convention == NamingConvention.MAKE_YOUR_OWN && keys.remove("ih")) {
      List<String> fromInput = new ArrayList<>(List.of("ih"));
      fromInput.addAll(keys); // hh, ho
      return fromInput;
    }
    if (convention != NamingConvention.BOOK) {
      return keys;
    }
    List<String> numbers = new ArrayList<>();
    for (int number = 1; number <= Integer.parseInt(keys.last()); number++) {
      numbers.add(String.valueOf(number));
    }
    return numbers;
  }

  private static String found(Collection<String> names) {
    return names.isEmpty() ? "none" : Quote.plain(String.join(", ", names));
  }
}
