package forwardpass.spark;

import forwardpass.nn.Dense;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.util.DefaultParamsWriter$;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Encoders;
import scala.Option;

/** Saves a stage as MLlib's own are saved: {@code metadata}, and {@code data} in Parquet. */
final class NeuralNetworkModelWriter extends MLWriter {
  private final NeuralNetworkModel model;

  NeuralNetworkModelWriter(NeuralNetworkModel model) {
    this.model = model;
  }

  @Override
  public void saveImpl(String path) {
    DefaultParamsWriter$.MODULE$.saveMetadata(
        model, path, sparkSession(), Option.empty(), Option.empty());
    List<SavedLayer> layers = new ArrayList<>();
    for (Dense layer : model.network().layers()) {
      layers.add(SavedLayer.of(layers.size(), layer));
    }
    sparkSession()
        .createDataset(layers, Encoders.bean(SavedLayer.class))
        .coalesce(1)
        .write()
        .parquet(new Path(path, "data").toString());
  }
}
