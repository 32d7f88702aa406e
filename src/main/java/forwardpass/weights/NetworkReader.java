package forwardpass.weights;

import forwardpass.error.Quote;
import forwardpass.error.WeightsException;
import forwardpass.model.LoadedModel;
import forwardpass.nn.Activation;
import forwardpass.nn.Activations;
import forwardpass.nn.Dense;
import forwardpass.nn.Network;
import forwardpass.nn.Tensor;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a network from a file of weights in any {@link WeightsFormat}. Arrays are named W1 and b1
 * as in the book, {@code 0.weight} and {@code 0.bias} as PyTorch does, or {@code dense/kernel} and
 * {@code dense/bias} as Keras does, and the names also tell which way round the matrices are; or
 * they are a list.
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
  public static LoadedModel<Network> read(
      InputStream in, String file, Optional<WeightsLayout> layout, Activations activations) {
    return assemble(StoredWeights.read(in, file), file, layout, activations);
  }

  /**
   * Makes a network of the arrays of a file.
   *
   * @param file where they are from, for messages
   * @param layout of the matrices; none where the names tell it
   * @param activations of the layers
   * @throws WeightsException where they make no network, or where their shapes contradict their
   *     names
   */
  public static LoadedModel<Network> assemble(
      StoredWeights weights, String file, Optional<WeightsLayout> layout, Activations activations) {
    if (weights.arrays().network().isPresent()) {
      return LoadedModel.withOwnActivations(weights.arrays().network().get());
    }
    Map<String, Tensor> tensors = weights.floats();
    List<String> leftOut = new ArrayList<>(weights.leftOut());
    tensors.forEach(
        (name, tensor) -> {
          if (tensor.rank() == 0) {
            leftOut.add(name);
          }
        });
    leftOut.forEach(tensors::remove);
    OtherLayers.refuse(tensors, file);
    Taken taken = take(tensors, file, layout, weights.order());
    Network network = network(taken.arrangement(), tensors, activations, file);
    List<String> notes = new ArrayList<>();
    note(taken, activations).ifPresent(notes::add);
    if (!leftOut.isEmpty()) {
      notes.add(
          "Weights: left out, as no layer has such: " + Quote.plain(String.join(", ", leftOut)));
    }
    return new LoadedModel<>(network, false, notes);
  }

  private static Taken take(
      Map<String, Tensor> tensors, String file, Optional<WeightsLayout> layout, FileOrder order) {
    UnnamedLayers unnamed = new UnnamedLayers(tensors, layout, file);
    if (UnnamedLayers.isList(tensors.keySet())) {
      return unnamed.ofList();
    }
    boolean isNamed = NamingConvention.of(tensors.keySet()).isPresent();
    boolean areMatrices = tensors.values().stream().allMatch(tensor -> tensor.rank() == 2);
    return areMatrices && !isNamed && !tensors.isEmpty()
        ? unnamed.ofMatrices()
        : new NamedLayers(tensors, file).of(layout, order);
  }

  /** What the user should know; none where the file is as the book's. */
  private static Optional<String> note(Taken taken, Activations activations) {
    List<String> parts = new ArrayList<>(List.of(taken.source()));
    parts.addAll(taken.remarks());
    List<LayerArrays> layers = taken.arrangement().layers();
    List<LayerArrays> open = layers.stream().filter(layer -> layer.bias().isEmpty()).toList();
    if (!open.isEmpty()) {
      parts.add("no bias, which is one of zeros, in " + Arrangement.labels(open));
    }
    if (!taken.saysActivations() && layers.size() > 1 && activations.hidden().isEmpty()) {
      parts.add(
          "taken for hidden layers: %s (--activation decides), for the output: %s (--output-activation)"
              .formatted(name(activations.hiddenOrDefault()), name(activations.outputOrDefault())));
    }
    return parts.size() == 1
        ? Optional.empty()
        : Optional.of("Weights: " + String.join("; ", parts));
  }

  private static String name(Activation activation) {
    return activation.name().toLowerCase(Locale.ROOT);
  }

  private static Network network(
      Arrangement arrangement, Map<String, Tensor> tensors, Activations activations, String file) {
    List<LayerArrays> layers = arrangement.layers();
    WeightsLayout layout = arrangement.layout();
    try {
      List<Dense> dense = new ArrayList<>(layers.size());
      for (LayerArrays layer : layers) {
        boolean isLast = dense.size() == layers.size() - 1;
        Activation activation =
            isLast ? activations.outputOrDefault() : activations.hiddenOrDefault();
        dense.add(dense(dense.size() + 1, layer, tensors, layout, activation, file));
      }
      return new Network(dense);
    } catch (IllegalArgumentException e) {
      throw new WeightsException(
          "Corrupt: %s: expected layers that fit each other, found: %s; %s"
              .formatted(file, e.getMessage(), advice(layout)),
          e);
    }
  }

  private static Dense dense(
      int number,
      LayerArrays layer,
      Map<String, Tensor> tensors,
      WeightsLayout layout,
      Activation activation,
      String file) {
    try {
      Tensor weights = layout.toInOut(tensors.get(layer.weights()));
      Tensor bias = layer.bias().map(tensors::get).map(NetworkReader::row).orElse(zeros(weights));
      return new Dense(weights, bias, activation);
    } catch (IllegalArgumentException e) {
      throw new WeightsException(
          "Corrupt: %s, layer %d: %s; %s".formatted(file, number, e.getMessage(), advice(layout)),
          e);
    }
  }

  /** A bias as of one dimension, where it is a row or a column. */
  private static Tensor row(Tensor bias) {
    return Arrangement.isVector(bias)
        ? new Tensor(List.of(bias.values().length), bias.values())
        : bias;
  }

  private static Tensor zeros(Tensor weights) {
    int outputs = weights.rank() == 2 ? weights.shape().get(1) : 0;
    return new Tensor(List.of(outputs), new float[outputs]);
  }

  private static String advice(WeightsLayout layout) {
    return layout == WeightsLayout.IN_OUT
        ? "check the arrays' shapes (W is [inputs, outputs])"
        : "check the arrays' shapes (here as [inputs, outputs], transposed from [outputs, inputs]) and --weights-layout";
  }
}
