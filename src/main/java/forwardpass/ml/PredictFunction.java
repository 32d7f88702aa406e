package forwardpass.ml;

import forwardpass.error.InputException;
import forwardpass.nn.ForwardPass;
import forwardpass.nn.Gemm;
import forwardpass.nn.Network;
import forwardpass.nn.Predictions;
import forwardpass.source.features.ArrayFeatures;
import forwardpass.source.features.ByteFeatures;
import forwardpass.source.features.FeaturesReader;
import forwardpass.source.features.Refusal;
import forwardpass.source.features.VectorFeatures;
import java.util.Optional;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
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
  private transient ForwardPass forwardPass;
  private transient float[] values;

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
   */
  @Override
  public synchronized Integer call(Object image) {
    if (image == null) {
      return null;
    }
    if (forwardPass == null) {
      forwardPass = new ForwardPass(network, Gemm.fastest());
      values = new float[network.inputs()];
    }
    Row row = RowFactory.create(image);
    Optional<Refusal> fault = features(image).copy(row, values, 0, "the image");
    if (fault.isPresent()) {
      throw fault.get().at("a row of the table", "leave such rows out before");
    }
    float[] outputs = forwardPass.run(values, 1, image instanceof byte[] ? network.byteScale() : 1);
    return Predictions.of(outputs, 1, network.outputs()).classes()[0];
  }

  private FeaturesReader features(Object image) {
    if (image instanceof Vector) {
      return new VectorFeatures(0, network.inputs());
    }
    return image instanceof byte[]
        ? new ByteFeatures(0, network.inputs())
        : new ArrayFeatures(0, network.inputs());
  }
}
