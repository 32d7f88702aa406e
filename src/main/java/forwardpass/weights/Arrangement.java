package forwardpass.weights;

import forwardpass.nn.Tensor;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** One way to make a network of arrays: its layers first to last, and how matrices lie. */
record Arrangement(List<LayerArrays> layers, WeightsLayout layout) {
  /** Whether each layer takes what the one before gives, and each bias is as long as that. */
  boolean fits(Map<String, Tensor> tensors) {
    int given = -1;
    for (LayerArrays layer : layers) {
      Tensor weights = tensors.get(layer.weights());
      if (!isLayer(layer, tensors) || (given >= 0 && layout.inputs(weights) != given)) {
        return false;
      }
      given = layout.outputs(weights);
    }
    return true;
  }

  private boolean isLayer(LayerArrays layer, Map<String, Tensor> tensors) {
    Tensor weights = tensors.get(layer.weights());
    return weights.rank() == 2
        && layer.bias().map(tensors::get).stream()
            .allMatch(bias -> isVector(bias) && bias.values().length == layout.outputs(weights));
  }

  /** Whether an array is a row, a column or of one dimension. */
  static boolean isVector(Tensor tensor) {
    return tensor.rank() == 1 || (tensor.rank() == 2 && tensor.shape().contains(1));
  }

  /** The names of the layers, for messages. */
  String labels() {
    return labels(layers);
  }

  static String labels(List<LayerArrays> layers) {
    return layers.stream().map(LayerArrays::label).collect(Collectors.joining(", "));
  }
}
