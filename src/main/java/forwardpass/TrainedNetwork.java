package forwardpass;

import forwardpass.error.WeightsException;
import forwardpass.ml.NeuralNetworkModel;
import forwardpass.networks.StageNetwork;
import forwardpass.networks.WeightsFile;
import forwardpass.nn.Activation;
import forwardpass.nn.Activations;
import org.apache.spark.sql.SparkSession;

/** The way in for jobs of one's own: trained networks as stages of Spark ML. */
public final class TrainedNetwork {
  private TrainedNetwork() {}

  /**
   * Reads a network as {@code --weights} does: dense layers, with sigmoid hidden layers and a
   * softmax output where the file does not say, or any graph in ONNX. The directory of a model says
   * how images are prepared, too.
   *
   * @param path on any Hadoop file system
   * @throws WeightsException where there is none
   */
  public static NeuralNetworkModel load(String path) {
    return load(path, Activation.SIGMOID, Activation.SOFTMAX);
  }

  /** As {@link #load(String)}, with these activations where the file does not say. */
  public static NeuralNetworkModel load(String path, Activation hidden, Activation output) {
    SparkSession spark = SparkSession.active();
    return new NeuralNetworkModel(
        StageNetwork.read(path, spark, Activations.of(hidden, output)),
        WeightsFile.preprocessor(path, spark));
  }
}
