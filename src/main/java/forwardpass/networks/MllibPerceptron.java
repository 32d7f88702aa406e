package forwardpass.networks;

import forwardpass.error.WeightsException;
import forwardpass.nn.Activation;
import forwardpass.nn.Dense;
import forwardpass.nn.Network;
import forwardpass.nn.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.ml.classification.MultilayerPerceptronClassificationModel;
import org.apache.spark.ml.linalg.Vectors;

/**
 * Spark MLlib's multilayer perceptron: layers of sigmoids and a softmax, whose weights are W1, b1,
 * W2, b2 and so on in one array, each W of shape [inputs, outputs] row by row.
 */
public final class MllibPerceptron {
  private MllibPerceptron() {}

  /**
   * The network that MLlib saved to a directory.
   *
   * @throws WeightsException where there is no such model
   */
  public static Network read(String directory) {
    MultilayerPerceptronClassificationModel model;
    try {
      model = MultilayerPerceptronClassificationModel.load(directory);
    } catch (Exception e) {
      throw new WeightsException(
          "Cannot read %s: expected a weights file, or the directory of a multilayer perceptron that MLlib saved, found another directory; check --weights"
              .formatted(directory),
          e);
    }
    return network(model);
  }

  /**
   * The same network as a model of MLlib's, which computes in double precision.
   *
   * @throws IllegalArgumentException where the network has other activations than MLlib's
   *     perceptron
   */
  public static MultilayerPerceptronClassificationModel model(String uid, Network network) {
    List<Dense> layers = network.layers();
    int[] sizes = new int[layers.size() + 1];
    sizes[0] = network.inputs();
    int weights = 0;
    for (int i = 0; i < layers.size(); i++) {
      Dense layer = layers.get(i);
      Activation expected = i < layers.size() - 1 ? Activation.SIGMOID : Activation.SOFTMAX;
      if (layer.activation() != expected) {
        throw new IllegalArgumentException(
            "MLlib's perceptron has sigmoid hidden layers and a softmax output, and the network is %s"
                .formatted(network));
      }
      sizes[i + 1] = layer.outputs();
      weights += (layer.inputs() + 1) * layer.outputs();
    }
    double[] flat = new double[weights];
    int at = 0;
    for (Dense layer : layers) {
      for (float weight : layer.weights().values()) {
        flat[at++] = weight;
      }
      for (float bias : layer.bias().values()) {
        flat[at++] = bias;
      }
    }
    MultilayerPerceptronClassificationModel model =
        new MultilayerPerceptronClassificationModel(uid, Vectors.dense(flat));
    model.set(model.layers(), sizes);
    return model;
  }

  /** The same network. */
  public static Network network(MultilayerPerceptronClassificationModel model) {
    Map<String, Tensor> tensors = tensors(model.weights().toArray(), model.getLayers());
    int layers = model.getLayers().length - 1;
    List<Dense> dense = new ArrayList<>();
    for (int i = 1; i <= layers; i++) {
      dense.add(
          new Dense(
              tensors.get("W" + i),
              tensors.get("b" + i),
              i < layers ? Activation.SIGMOID : Activation.SOFTMAX));
    }
    return new Network(dense);
  }

  /** W1, b1, W2, b2 and so on. */
  public static Map<String, Tensor> tensors(double[] flat, int[] layers) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    int start = 0;
    for (int i = 1; i < layers.length; i++) {
      int size = layers[i - 1] * layers[i];
      tensors.put("W" + i, tensor(flat, start, start + size, List.of(layers[i - 1], layers[i])));
      start += size;
      tensors.put("b" + i, tensor(flat, start, start + layers[i], List.of(layers[i])));
      start += layers[i];
    }
    return tensors;
  }

  private static Tensor tensor(double[] flat, int from, int to, List<Integer> shape) {
    double[] part = Arrays.copyOfRange(flat, from, to);
    float[] values = new float[part.length];
    for (int i = 0; i < part.length; i++) {
      values[i] = (float) part[i];
    }
    return new Tensor(shape, values);
  }
}
