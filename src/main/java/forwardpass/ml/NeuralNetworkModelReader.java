package forwardpass.ml;

import forwardpass.networks.SavedStage;
import org.apache.spark.ml.util.MLReader;
import scala.Option;

/** Reads what {@link NeuralNetworkModelWriter} saved. */
final class NeuralNetworkModelReader extends MLReader<NeuralNetworkModel> {
  @Override
  public NeuralNetworkModel load(String path) {
    SavedStage saved = SavedStage.read(path, sparkSession());
    NeuralNetworkModel model = new NeuralNetworkModel(saved.metadata().uid(), saved.network());
    saved.metadata().getAndSetParams(model, Option.empty());
    return model;
  }
}
