package forwardpass.networks;

import forwardpass.error.UsageException;
import forwardpass.model.GraphRequest;
import forwardpass.model.LoadedModel;
import forwardpass.nn.Dense;
import forwardpass.nn.Network;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.SparkSession;

/** Dense layers, which a stage saves as MLlib's own are saved: in Parquet. */
public record StageLayers(Network network) implements StageNetwork {
  /** What {@link Network#isOfPixels} says. Stages that earlier versions saved do not have it. */
  static final String OF_PIXELS = "isOfPixels";

  private static final String DATA = "data";

  @Override
  public LoadedModel<Network> model(GraphRequest request) {
    if (request.option().isPresent()) {
      throw new UsageException(
          "Invalid %s: expected a graph that ONNX Runtime runs, found the layers %s; leave it out"
              .formatted(request.option().get(), network));
    }
    return LoadedModel.withOwnActivations(network);
  }

  @Override
  public String key() {
    return OF_PIXELS;
  }

  @Override
  public Object value() {
    return network.isOfPixels();
  }

  @Override
  public void write(Path directory, SparkSession spark) {
    List<SavedLayer> layers = new ArrayList<>();
    for (Dense layer : network.layers()) {
      layers.add(SavedLayer.of(layers.size(), layer));
    }
    spark
        .createDataset(layers, Encoders.bean(SavedLayer.class))
        .coalesce(1)
        .write()
        .parquet(new Path(directory, DATA).toString());
  }

  static StageLayers read(Path directory, boolean isOfPixels, SparkSession spark) {
    List<Dense> layers =
        spark
            .read()
            .parquet(new Path(directory, DATA).toString())
            .as(Encoders.bean(SavedLayer.class))
            .collectAsList()
            .stream()
            .sorted(Comparator.comparingInt(SavedLayer::getNumber))
            .map(SavedLayer::toDense)
            .toList();
    return new StageLayers(new Network(layers, isOfPixels));
  }
}
