package forwardpass.ml;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import forwardpass.nn.Dense;
import forwardpass.nn.Network;
import java.util.Comparator;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsReader$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Encoders;
import scala.Option;

/** Reads what {@link NeuralNetworkModelWriter} saved. */
final class NeuralNetworkModelReader extends MLReader<NeuralNetworkModel> {
  /** For Spark: whatever class the metadata names. */
  private static final String ANY_CLASS = "";

  @Override
  public NeuralNetworkModel load(String path) {
    DefaultParamsReader.Metadata metadata =
        DefaultParamsReader$.MODULE$.loadMetadata(path, sparkSession(), ANY_CLASS);
    if (!NeuralNetworkModel.isSavedAs(metadata.className())) {
      throw new IllegalArgumentException(
          "Unsupported: %s: expected a saved %s, found a %s"
              .formatted(path, NeuralNetworkModel.class.getName(), metadata.className()));
    }
    List<Dense> layers =
        sparkSession()
            .read()
            .parquet(new Path(path, "data").toString())
            .as(Encoders.bean(SavedLayer.class))
            .collectAsList()
            .stream()
            .sorted(Comparator.comparingInt(SavedLayer::getNumber))
            .map(SavedLayer::toDense)
            .toList();
    NeuralNetworkModel model =
        new NeuralNetworkModel(metadata.uid(), new Network(layers, isOfPixels(metadata)));
    metadata.getAndSetParams(model, Option.empty());
    return model;
  }

  /** What stages that earlier versions saved do not say. */
  private static boolean isOfPixels(DefaultParamsReader.Metadata metadata) {
    try {
      return new ObjectMapper()
          .readTree(metadata.metadataJson())
          .path(NeuralNetworkModelWriter.OF_PIXELS)
          .asBoolean();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e); // Spark has read it
    }
  }
}
