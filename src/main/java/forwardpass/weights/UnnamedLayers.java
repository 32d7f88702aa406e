package forwardpass.weights;

import forwardpass.error.Quote;
import forwardpass.error.WeightsException;
import forwardpass.nn.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The layers of arrays whose names say nothing: a list, as Keras's {@code get_weights()} gives it,
 * or matrices alone. Their shapes tell which arrays are biases and, unless all are square, which
 * way round the matrices are.
 */
final class UnnamedLayers {
  private final Map<String, Tensor> tensors;
  private final List<WeightsLayout> layouts;
  private final String file;

  /**
   * @param layout of the matrices; none where their shapes have to tell it
   */
  UnnamedLayers(Map<String, Tensor> tensors, Optional<WeightsLayout> layout, String file) {
    this.tensors = tensors;
    this.layouts = layout.map(List::of).orElse(List.of(WeightsLayout.values()));
    this.file = file;
  }

  /** Whether these are the names of a list: {@code arr_0}, {@code arr_1} and so on. */
  static boolean isList(Set<String> names) {
    return !names.isEmpty() && names.stream().allMatch(name -> name.matches("arr_[0-9]{1,9}"));
  }

  /** Arrays in the order of a list: weights and biases in turn, or all weights first. */
  Taken ofList() {
    List<String> names = tensors.keySet().stream().sorted(new NaturalOrder()).toList();
    Set<List<LayerArrays>> ways = new LinkedHashSet<>();
    inTurn(names).ifPresent(ways::add);
    alternating(names).ifPresent(ways::add);
    weightsFirst(names).ifPresent(ways::add);
    List<Arrangement> fitting = fitting(ways);
    String shapes =
        names.stream()
            .map(name -> tensors.get(name).shape().toString())
            .collect(Collectors.joining(", "));
    if (fitting.isEmpty()) {
      throw new WeightsException(
          "Unsupported: %s: expected a list of arrays that fit each other: weights, bias, weights, bias and so on, found shapes %s; save the arrays of dense layers alone, in their order"
              .formatted(file, Quote.plain(shapes)));
    }
    Arrangement taken = fitting.get(0);
    if (fitting.stream().anyMatch(other -> !other.layers().equals(taken.layers()))) {
      throw new WeightsException(
          "Unsupported: %s: expected a list whose shapes tell which arrays are biases, found shapes %s, which fit with biases and without; name the arrays W1, b1, W2, b2 and so on"
              .formatted(file, Quote.plain(shapes)));
    }
    return new Taken(
        taken, "a list of %d arrays".formatted(names.size()), false, List.of(layout(fitting)));
  }

  /** Matrices of any names: the weights of layers without biases. */
  Taken ofMatrices() {
    List<LayerArrays> inFile = tensors.keySet().stream().map(UnnamedLayers::withoutBias).toList();
    List<LayerArrays> byName =
        tensors.keySet().stream()
            .sorted(new NaturalOrder())
            .map(UnnamedLayers::withoutBias)
            .toList();
    Set<List<LayerArrays>> orders = new LinkedHashSet<>(List.of(inFile));
    orders.add(byName);
    List<Arrangement> fitting = fitting(orders);
    if (fitting.isEmpty()) {
      LayerNames.of(tensors.keySet(), file); // says which names are read
    }
    Arrangement taken = fitting.get(0);
    for (Arrangement other : fitting) {
      if (!other.layers().equals(taken.layers())) {
        throw new WeightsException(
            "Unsupported: %s: expected matrices whose names tell the order of the layers, found two that fit: %s with matrices %s, and %s with matrices %s; name them W1, W2 and so on, or give --weights-layout"
                .formatted(
                    file,
                    taken.labels(),
                    taken.layout().shape(),
                    other.labels(),
                    other.layout().shape()));
      }
    }
    return new Taken(
        taken,
        "matrices alone, in the order %s".formatted(taken.labels()),
        false,
        List.of(layout(fitting)));
  }

  private static LayerArrays withoutBias(String name) {
    return new LayerArrays(name, Optional.empty());
  }

  private List<Arrangement> fitting(Set<List<LayerArrays>> ways) {
    return ways.stream()
        .flatMap(layers -> layouts.stream().map(layout -> new Arrangement(layers, layout)))
        .filter(arrangement -> arrangement.fits(tensors))
        .toList();
  }

  private static String layout(List<Arrangement> fitting) {
    String taken = "matrices taken as %s".formatted(fitting.get(0).layout().shape());
    return fitting.size() == 1 ? taken : taken + ", as Keras has them (--weights-layout decides)";
  }

  /** A bias, of one dimension, follows its weights, or follows not. */
  private Optional<List<LayerArrays>> inTurn(List<String> names) {
    List<LayerArrays> layers = new ArrayList<>();
    for (String name : names) {
      int last = layers.size() - 1;
      if (tensors.get(name).rank() == 2) {
        layers.add(withoutBias(name));
      } else if (last >= 0 && layers.get(last).bias().isEmpty()) {
        layers.set(last, new LayerArrays(layers.get(last).weights(), Optional.of(name)));
      } else {
        return Optional.empty();
      }
    }
    return Optional.of(layers);
  }

  /** Each second array is a bias, in whatever shape. */
  private Optional<List<LayerArrays>> alternating(List<String> names) {
    if (names.size() % 2 != 0) {
      return Optional.empty();
    }
    List<LayerArrays> layers = new ArrayList<>();
    for (int i = 0; i < names.size(); i += 2) {
      layers.add(new LayerArrays(names.get(i), Optional.of(names.get(i + 1))));
    }
    return Optional.of(layers);
  }

  private Optional<List<LayerArrays>> weightsFirst(List<String> names) {
    int half = names.size() / 2;
    if (names.size() % 2 != 0) {
      return Optional.empty();
    }
    List<LayerArrays> layers = new ArrayList<>();
    for (int i = 0; i < half; i++) {
      layers.add(new LayerArrays(names.get(i), Optional.of(names.get(half + i))));
    }
    return Optional.of(layers);
  }
}
