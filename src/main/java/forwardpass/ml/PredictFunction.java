package forwardpass.ml;

import forwardpass.error.InputException;
import forwardpass.error.WeightsException;
import forwardpass.nn.Network;
import forwardpass.scoring.Scorer;
import forwardpass.source.ImageBatch;
import forwardpass.source.Preparation;
import forwardpass.source.Refusal;
import forwardpass.source.features.ImageValue;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;

/**
 * A function of SQL that gives the class of a vector, an array of numbers, or bytes. Spark calls it
 * with one row at a time, so it cannot batch: {@link NeuralNetworkModel} is several times as fast.
 */
public final class PredictFunction implements UDF1<Object, Integer> {
  private static final long serialVersionUID = 1;

  private final Network network;
  private transient Scorer scorer;
  private transient ImageBatch batch;

  private PredictFunction(Network network) {
    this.network = network;
  }

  /** Makes the function known to a session's SQL; null gives null. */
  public static void register(SparkSession spark, String name, Network network) {
    spark.udf().register(name, new PredictFunction(network), DataTypes.IntegerType);
  }

  /**
   * @throws InputException where there are more or fewer values than the network takes, or any that
   *     is no number
   * @throws WeightsException where the network gives no finite numbers
   */
  @Override
  public synchronized Integer call(Object image) {
    if (image == null) {
      return null;
    }
    if (scorer == null) {
      scorer = new Scorer(List.of(network), network.byteScale(), 1, Preparation.NONE, false, false);
      batch = new ImageBatch(1, network.inputs());
    }
    Optional<Refusal> refusal = ImageValue.add(image, batch);
    if (refusal.isPresent()) {
      throw refusal.get().at(batch.name(0), NeuralNetworkModel.OTHERWISE);
    }
    return scorer.score(batch).first().predictions().classes()[0];
  }
}
