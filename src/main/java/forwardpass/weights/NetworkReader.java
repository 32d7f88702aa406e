package forwardpass.weights;

import forwardpass.error.WeightsException;
import forwardpass.nn.Activation;
import forwardpass.nn.Dense;
import forwardpass.nn.Network;
import forwardpass.nn.Tensor;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reads a network from a file of weights: arrays W1, b1, W2, b2 and so on, W of shape [inputs,
 * outputs] as in Y = X·W + b.
 */
public final class NetworkReader {
  private NetworkReader() {}

  /**
   * Reads a pickle of a dict of NumPy arrays, as the book's {@code sample_weight.pkl} is one.
   *
   * @param file what to call the file in messages
   * @param hidden the activation of all layers but the last
   * @param output the activation of the last layer
   * @throws WeightsException where the file is damaged, asks for anything but arrays, or where its
   *     arrays do not make a network
   */
  public static Network read(InputStream in, String file, Activation hidden, Activation output) {
    Map<String, Tensor> tensors = PickleReader.read(in, file);
    int layers = 0;
    while (tensors.containsKey("W" + (layers + 1))) {
      layers++;
    }
    requireNames(tensors, layers, file);
    try {
      List<Dense> dense = new ArrayList<>(layers);
      for (int i = 1; i <= layers; i++) {
        Activation activation = i < layers ? hidden : output;
        dense.add(layer(i, tensors, activation, file));
      }
      return new Network(dense);
    } catch (IllegalArgumentException e) {
      throw new WeightsException(
          "Corrupt: %s: expected layers that fit each other, found: %s; check the arrays' shapes (W is [inputs, outputs])"
              .formatted(file, e.getMessage()),
          e);
    }
  }

  private static Dense layer(
      int number, Map<String, Tensor> tensors, Activation activation, String file) {
    try {
      return new Dense(tensors.get("W" + number), tensors.get("b" + number), activation);
    } catch (IllegalArgumentException e) {
      throw new WeightsException(
          "Corrupt: %s, layer %d: %s; check the arrays' shapes (W is [inputs, outputs])"
              .formatted(file, number, e.getMessage()),
          e);
    }
  }

  private static void requireNames(Map<String, Tensor> tensors, int layers, String file) {
    for (int i = 1; i <= layers; i++) {
      requireName("b" + i, tensors, file);
    }
    for (String name : tensors.keySet()) {
      if (!isOfLayer(name, layers)) {
        requireName("W" + (layers + 1), tensors, file);
      }
    }
    if (layers == 0) {
      requireName("W1", tensors, file);
    }
  }

  private static boolean isOfLayer(String name, int layers) {
    for (int i = 1; i <= layers; i++) {
      if (name.equals("W" + i) || name.equals("b" + i)) {
        return true;
      }
    }
    return false;
  }

  private static String found(Map<String, Tensor> tensors) {
    return tensors.isEmpty() ? "none" : Quote.plain(String.join(", ", tensors.keySet()));
  }

  private static void requireName(String name, Map<String, Tensor> tensors, String file) {
    if (!tensors.containsKey(name)) {
      throw new WeightsException(
          "Corrupt: %s: expected arrays W1, b1, W2, b2 and so on, found %s and no %s; name the arrays so"
              .formatted(file, found(tensors), name));
    }
  }
}
