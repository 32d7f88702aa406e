package forwardpass.networks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import forwardpass.error.WeightsException;
import forwardpass.inspect.SavedModel;
import forwardpass.nn.Network;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsReader$;
import org.apache.spark.sql.SparkSession;

/** A stage of Spark ML that was saved to a directory. */
public record SavedStage(DefaultParamsReader.Metadata metadata, StageNetwork network) {
  /** The class of such stages, and what it was in an earlier version. */
  private static final List<String> CLASSES =
      List.of("forwardpass.ml.NeuralNetworkModel", "forwardpass.spark.NeuralNetworkModel");

  /** For Spark: whatever class the metadata names. */
  private static final String ANY_CLASS = "";

  /** Whether a saved stage of this class is one of ours. */
  public static boolean isOf(String className) {
    return CLASSES.contains(className);
  }

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException where it is another
   */
  public static SavedStage read(String path, SparkSession spark) {
    DefaultParamsReader.Metadata metadata =
        DefaultParamsReader$.MODULE$.loadMetadata(path, spark, ANY_CLASS);
    if (!isOf(metadata.className())) {
      throw new IllegalArgumentException(
          "Unsupported: %s: expected a saved %s, found a %s"
              .formatted(path, CLASSES.get(0), metadata.className()));
    }
    JsonNode json = json(metadata);
    Path directory = new Path(path);
    return new SavedStage(
        metadata,
        json.has(StageGraph.GRAPH)
            ? StageGraph.read(directory, spark)
            : StageLayers.read(directory, json.path(StageLayers.OF_PIXELS).asBoolean(), spark));
  }

  private static JsonNode json(DefaultParamsReader.Metadata metadata) {
    try {
      return new ObjectMapper().readTree(metadata.metadataJson());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e); // Spark has read it
    }
  }

  /**
   * Its dense layers.
   *
   * @throws WeightsException where it has a graph: what the stage does to pictures would be lost
   */
  static Network layers(String path, SparkSession spark) {
    StageNetwork network = read(path, spark).network();
    if (network instanceof StageLayers layers) {
      return layers.network();
    }
    throw new WeightsException(
        "Unsupported: %s: expected a saved stage of dense layers, found one with a graph; load it with NeuralNetworkModel.load, or give --weights the file %s in it, and the options that its parameters are"
            .formatted(path, SavedModel.GRAPH));
  }
}
