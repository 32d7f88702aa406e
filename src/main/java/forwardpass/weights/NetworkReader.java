package forwardpass.weights;

import forwardpass.error.WeightsException;
import forwardpass.nn.Activation;
import forwardpass.nn.Activations;
import forwardpass.nn.Dense;
import forwardpass.nn.LoadedNetwork;
import forwardpass.nn.Network;
import forwardpass.nn.Tensor;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a network from a file of weights in any {@link WeightsFormat}. Each layer has weights and a
 * bias, named W1 and b1 as in the book, {@code 0.weight} and {@code 0.bias} as PyTorch does, or
 * {@code dense/kernel} and {@code dense/bias} as Keras does; the names also tell which way round
 * the matrices are.
 */
public final class NetworkReader {
  private NetworkReader() {}

  /**
   * Reads the whole stream and leaves it open.
   *
   * @param file what to call the file in messages
   * @param layout of the matrices; none where the names tell it
   * @param activations of the layers
   * @throws WeightsException where the file is damaged, asks for anything but arrays, or where its
   *     arrays do not make a network
   */
  public static LoadedNetwork read(
      InputStream in, String file, Optional<WeightsLayout> layout, Activations activations) {
    return assemble(StoredWeights.read(in, file).floats(), file, layout, activations);
  }

  /**
   * Makes a network of named arrays.
   *
   * @param file where they are from, for messages
   * @param layout of the matrices; none where the names tell it
   * @throws WeightsException where they make no network, or where their shapes contradict their
   *     names
   */
  public static LoadedNetwork assemble(
      Map<String, Tensor> tensors,
      String file,
      Optional<WeightsLayout> layout,
      Activations activations) {
    LayerNames names = LayerNames.of(tensors.keySet(), file);
    WeightsLayout decided = layout.orElseGet(() -> layoutOf(names, tensors, file));
    try {
      List<Dense> dense = new ArrayList<>(names.layers().size());
      for (LayerNames.Layer layer : names.layers()) {
        boolean isLast = dense.size() == names.layers().size() - 1;
        Activation activation =
            isLast ? activations.outputOrDefault() : activations.hiddenOrDefault();
        dense.add(layer(dense.size() + 1, layer, tensors, decided, activation, file));
      }
      return new LoadedNetwork(
          new Network(dense), false, notes(names.convention(), dense.size() - 1, activations));
    } catch (IllegalArgumentException e) {
      throw new WeightsException(
          "Corrupt: %s: expected layers that fit each other, found: %s; %s"
              .formatted(file, e.getMessage(), advice(decided)),
          e);
    }
  }

  /** Those who train with other tools than the book's rarely have sigmoid layers. */
  private static List<String> notes(
      NamingConvention convention, int hiddenLayers, Activations activations) {
    boolean isTold =
        convention == NamingConvention.BOOK
            || hiddenLayers == 0
            || activations.hidden().isPresent();
    return isTold
        ? List.of()
        : List.of(
            "Weights: names of %s; taken for hidden layers: %s (--activation decides), for the output: %s (--output-activation)"
                .formatted(
                    convention.tool(),
                    activations.hiddenOrDefault().name().toLowerCase(Locale.ROOT),
                    activations.outputOrDefault().name().toLowerCase(Locale.ROOT)));
  }

  private static WeightsLayout layoutOf(
      LayerNames names, Map<String, Tensor> tensors, String file) {
    WeightsLayout named = names.convention().layout();
    if (!fit(names, tensors, named) && fit(names, tensors, named.other())) {
      throw new WeightsException(
          "Unsupported: %s: expected weights of shape %s, as the names %s say, found shapes that fit each other as %s only; give --weights-layout %s"
              .formatted(
                  file,
                  named.shape(),
                  names.convention().example(),
                  named.other().shape(),
                  named.other()));
    }
    return named;
  }

  private static boolean fit(LayerNames names, Map<String, Tensor> tensors, WeightsLayout layout) {
    int given = -1;
    for (LayerNames.Layer layer : names.layers()) {
      Tensor weights = tensors.get(layer.weights());
      if (weights.rank() != 2
          || tensors.get(layer.bias()).values().length != layout.outputs(weights)
          || (given >= 0 && layout.inputs(weights) != given)) {
        return false;
      }
      given = layout.outputs(weights);
    }
    return true;
  }

  private static Dense layer(
      int number,
      LayerNames.Layer names,
      Map<String, Tensor> tensors,
      WeightsLayout layout,
      Activation activation,
      String file) {
    try {
      return new Dense(
          layout.toInOut(tensors.get(names.weights())), tensors.get(names.bias()), activation);
    } catch (IllegalArgumentException e) {
      throw new WeightsException(
          "Corrupt: %s, layer %d: %s; %s".formatted(file, number, e.getMessage(), advice(layout)),
          e);
    }
  }

  private static String advice(WeightsLayout layout) {
    return layout == WeightsLayout.IN_OUT
        ? "check the arrays' shapes (W is [inputs, outputs])"
        : "check the arrays' shapes (here as [inputs, outputs], transposed from [outputs, inputs]) and --weights-layout";
  }
}
