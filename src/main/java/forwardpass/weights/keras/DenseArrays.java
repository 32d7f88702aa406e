package forwardpass.weights.keras;

import forwardpass.error.Quote;
import forwardpass.nn.Tensor;
import forwardpass.weights.data.StoredTensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The arrays of a dense layer.
 *
 * @param kernel [inputs, units]
 * @param bias one for each unit; a zero where the layer has none
 */
record DenseArrays(Tensor kernel, double[] bias) {
  /**
   * Finds the arrays of each dense layer of a model: by its name, or, where the file calls layers
   * by their class, the first in those of the first, and so on.
   *
   * @param tensors what the file holds, as {@link SavedLayers#name} calls them
   */
  static Map<ConfiguredLayer, DenseArrays> of(
      List<ConfiguredLayer> layers, SavedLayers saved, Map<String, StoredTensor> tensors) {
    List<ConfiguredLayer> dense =
        layers.stream().filter(layer -> layer.className().equals("Dense")).toList();
    List<String> names = new ArrayList<>(dense.stream().map(ConfiguredLayer::name).toList());
    List<String> classed =
        saved.layers().keySet().stream()
            .filter(name -> TracedLayers.className(name).equals(SavedLayers.DENSE))
            .toList();
    if (!saved.areNamed() && classed.size() == names.size()) {
      names = classed;
    }
    Map<ConfiguredLayer, DenseArrays> found = new HashMap<>();
    for (int i = 0; i < dense.size(); i++) {
      found.put(dense.get(i), of(dense.get(i), names.get(i), saved, tensors));
    }
    return found;
  }

  private static DenseArrays of(
      ConfiguredLayer layer, String name, SavedLayers saved, Map<String, StoredTensor> tensors) {
    Tensor kernel =
        tensor(name, "kernel", tensors)
            .orElseThrow(
                () ->
                    layer.corrupt(
                        "its kernel",
                        "arrays of " + Quote.plain(String.join(", ", saved.layers().keySet()))));
    Optional<Tensor> bias = tensor(name, "bias", tensors);
    boolean isBiased =
        layer
            .setting("use_bias")
            .or(() -> layer.setting("bias"))
            .map(of -> of.asBoolean())
            .orElse(true);
    double units = layer.number("units", layer.number("output_dim", -1));
    if (kernel.rank() != 2 || kernel.shape().get(1) != units || kernel.values().length == 0) {
      throw layer.corrupt(
          "a kernel for %d units".formatted((long) units), "shape " + kernel.shape());
    }
    if (saved.layers().get(name).size() != (isBiased ? 2 : 1) || bias.isPresent() != isBiased) {
      throw layer.unsupported(
          isBiased ? "a kernel and a bias" : "a kernel alone",
          Quote.plain(String.join(", ", saved.layers().get(name).keySet())));
    }
    if (bias.isPresent() && !bias.get().shape().equals(List.of((int) units))) {
      throw layer.corrupt(
          "a bias for %d units".formatted((long) units), "shape " + bias.get().shape());
    }
    return new DenseArrays(kernel, bias.map(DenseArrays::widened).orElse(new double[] {0}));
  }

  private static Optional<Tensor> tensor(
      String layer, String part, Map<String, StoredTensor> tensors) {
    return Optional.ofNullable(tensors.get(SavedLayers.name(layer, part)))
        .map(StoredTensor::tensor);
  }

  private static double[] widened(Tensor tensor) {
    double[] widened = new double[tensor.values().length];
    for (int i = 0; i < widened.length; i++) {
      widened[i] = tensor.values()[i];
    }
    return widened;
  }
}
