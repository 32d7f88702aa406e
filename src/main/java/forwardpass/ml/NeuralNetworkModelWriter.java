package forwardpass.ml;

import forwardpass.nn.Dense;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.util.DefaultParamsWriter$;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Encoders;
import org.json4s.JBool;
import org.json4s.JObject;
import org.json4s.JValue;
import scala.Option;
import scala.Tuple2;
import scala.jdk.javaapi.CollectionConverters;

/** Saves a stage as MLlib's own are saved: {@code metadata}, and {@code data} in Parquet. */
final class NeuralNetworkModelWriter extends MLWriter {
  /** The name in the metadata of what {@link forwardpass.nn.Network#isOfPixels} says. */
  static final String OF_PIXELS = "isOfPixels";

  private final NeuralNetworkModel model;

  NeuralNetworkModelWriter(NeuralNetworkModel model) {
    this.model = model;
  }

  private JObject ofPixels() {
    JValue value = new JBool(model.network().isOfPixels());
    return new JObject(
        CollectionConverters.asScala(List.of(new Tuple2<>(OF_PIXELS, value))).toList());
  }

  @Override
  public void saveImpl(String path) {
    DefaultParamsWriter$.MODULE$.saveMetadata(
        model, path, sparkSession(), Option.apply(ofPixels()), Option.empty());
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
