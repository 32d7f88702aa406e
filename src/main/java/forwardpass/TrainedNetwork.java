package forwardpass;

import forwardpass.error.WeightsException;
import forwardpass.ml.NeuralNetworkModel;
import forwardpass.model.Model;
import forwardpass.networks.EngineRequest;
import forwardpass.networks.WeightsFile;
import forwardpass.nn.Activation;
import forwardpass.nn.Activations;
import forwardpass.nn.Network;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;

/** The way in for jobs of one's own: trained networks as stages of Spark ML. */
public final class TrainedNetwork {
  private TrainedNetwork() {}

  /**
   * Reads a network as {@code --weights} does, with sigmoid hidden layers and a softmax output
   * where the file does not say.
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
    Model model =
        WeightsFile.read(
                path, spark, Optional.empty(), Activations.of(hidden, output), EngineRequest.ANY)
            .model();
    if (model instanceof Network network) {
      return new NeuralNetworkModel(network);
    }
    throw new WeightsException(
        "Unsupported: %s: expected dense layers for a stage of Spark ML, found %s; score it with the job"
            .formatted(path, model));
  }
}
