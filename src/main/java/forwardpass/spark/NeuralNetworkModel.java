package forwardpass.spark;

import org.apache.spark.ml.util.MLReader;

/**
 * The name of {@link forwardpass.ml.NeuralNetworkModel} in pipelines that versions for Spark 4.1
 * saved. Spark looks there for their reader.
 */
public final class NeuralNetworkModel {
  private NeuralNetworkModel() {}

  /** Reads such a stage as what it is now. */
  public static MLReader<forwardpass.ml.NeuralNetworkModel> read() {
    return forwardpass.ml.NeuralNetworkModel.read();
  }
}
