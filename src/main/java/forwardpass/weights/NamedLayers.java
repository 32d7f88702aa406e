package forwardpass.weights;

import forwardpass.error.WeightsException;
import forwardpass.nn.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The layers of arrays whose names say what they are. */
final class NamedLayers {
  private final Map<String, Tensor> tensors;
  private final String file;

  NamedLayers(Map<String, Tensor> tensors, String file) {
    this.tensors = tensors;
    this.file = file;
  }

  /**
   * @param layout of the matrices; none where the names, or the shapes, have to tell it
   * @param order that of the arrays in the file
   */
  Taken of(Optional<WeightsLayout> layout, FileOrder order) {
    LayerNames names = LayerNames.of(tensors.keySet(), file);
    List<String> remarks = new ArrayList<>();
    WeightsLayout decided = layout.orElseGet(() -> layout(names, remarks));
    List<LayerArrays> layers = new LayerOrder(tensors, file).of(names, decided, order);
    if (order == FileOrder.LAYERS && !new Arrangement(layers, decided).fits(tensors)) {
      throw new WeightsException(
          "Unsupported: %s: expected dense layers each of which takes what the one before gives, found %s, whose shapes do not fit so; export the model to ONNX"
              .formatted(file, Arrangement.labels(layers)));
    }
    if (order != FileOrder.LAYERS && !layers.equals(names.byName())) {
      remarks.add("layers in the only order that fits, " + Arrangement.labels(layers));
    }
    return new Taken(
        new Arrangement(layers, decided),
        names.convention().source(),
        names.convention() == NamingConvention.BOOK,
        remarks);
  }

  private WeightsLayout layout(LayerNames names, List<String> remarks) {
    Optional<WeightsLayout> named = names.convention().layout();
    WeightsLayout first = named.orElse(WeightsLayout.IN_OUT);
    boolean otherFits = fits(names, first.other());
    if (named.isEmpty()) {
      WeightsLayout taken = otherFits && !fits(names, first) ? first.other() : first;
      remarks.add("matrices taken as %s (--weights-layout decides)".formatted(taken.shape()));
      return taken;
    }
    if (otherFits && !fits(names, first)) {
      throw new WeightsException(
          "Unsupported: %s: expected weights of shape %s, as the names %s say, found shapes that fit each other as %s only; give --weights-layout %s"
              .formatted(
                  file,
                  first.shape(),
                  names.convention().example(),
                  first.other().shape(),
                  first.other()));
    }
    return first;
  }

  private boolean fits(LayerNames names, WeightsLayout layout) {
    return new Arrangement(names.byName(), layout).fits(tensors)
        || new Arrangement(names.inFile(), layout).fits(tensors);
  }
}
