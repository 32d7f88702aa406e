package forwardpass.ml;

import forwardpass.error.OutputException;
import forwardpass.networks.StageNetwork;
import java.io.IOException;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.util.DefaultParamsWriter$;
import org.apache.spark.ml.util.MLWriter;
import org.json4s.JBool;
import org.json4s.JObject;
import org.json4s.JString;
import org.json4s.JValue;
import scala.Option;
import scala.Tuple2;
import scala.jdk.javaapi.CollectionConverters;

/** Saves a stage as MLlib's own are saved: {@code metadata}, and the network beside it. */
final class NeuralNetworkModelWriter extends MLWriter {
  private final NeuralNetworkModel model;
  private final StageNetwork network;

  NeuralNetworkModelWriter(NeuralNetworkModel model, StageNetwork network) {
    this.model = model;
    this.network = network;
  }

  private JObject ofNetwork() {
    JValue value =
        network.value() instanceof Boolean flag
            ? new JBool(flag)
            : new JString(network.value().toString());
    return new JObject(
        CollectionConverters.asScala(List.of(new Tuple2<>(network.key(), value))).toList());
  }

  @Override
  public void saveImpl(String path) {
    DefaultParamsWriter$.MODULE$.saveMetadata(
        model, path, sparkSession(), Option.apply(ofNetwork()), Option.empty());
    try {
      network.write(new Path(path), sparkSession());
    } catch (IOException e) {
      throw new OutputException(
          "Cannot write %s: %s; save the stage elsewhere".formatted(path, e.getMessage()), e);
    }
  }
}
