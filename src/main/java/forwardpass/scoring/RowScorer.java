package forwardpass.scoring;

import forwardpass.nn.ClassNumbers;
import forwardpass.nn.Network;
import forwardpass.source.features.FeaturesReader;
import forwardpass.source.table.ImageTable;
import java.util.Iterator;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The forward pass of a partition of an {@link ImageTable}: gathers rows into batches, and gives
 * each row back with what the network says of it.
 *
 * @param numbers how labels name the classes
 * @param own how many columns the rows have of their own
 * @param preparation what is done to the features first
 * @param withProbabilities whether to keep all that the network gives for each image
 * @param isDeterministic whether what it gives is to be the same bits in every run
 */
public record RowScorer(
    Broadcast<Network> network,
    CountAccumulator counts,
    ClassNumbers numbers,
    FeaturesReader features,
    int own,
    float scale,
    Preparation preparation,
    boolean indexed,
    int batchSize,
    RecordMode mode,
    boolean withProbabilities,
    boolean isDeterministic)
    implements MapPartitionsFunction<Row, Row> {
  /** Makes the scorer of a table. */
  public static RowScorer of(
      ImageTable table,
      Broadcast<Network> network,
      CountAccumulator counts,
      ClassNumbers numbers,
      Preparation preparation,
      int batchSize,
      RecordMode mode,
      boolean withProbabilities,
      boolean isDeterministic) {
    return new RowScorer(
        network,
        counts,
        numbers,
        table.features(),
        table.own().size(),
        table.scale(),
        preparation,
        table.indexed(),
        batchSize,
        mode,
        withProbabilities,
        isDeterministic);
  }

  /** The columns of scored rows, after those of their own. */
  public static StructType schema(
      StructType own, Network network, RecordMode mode, boolean withProbabilities) {
    boolean isRegression = network.isRegression();
    StructType schema =
        own.add("file", DataTypes.StringType)
            .add("index", DataTypes.LongType)
            .add("label", isRegression ? DataTypes.DoubleType : DataTypes.IntegerType)
            .add("prediction", isRegression ? DataTypes.FloatType : DataTypes.IntegerType)
            .add("probability", DataTypes.FloatType);
    if (withProbabilities) {
      schema = schema.add("probabilities", DataTypes.createArrayType(DataTypes.FloatType));
    }
    return mode == RecordMode.PERMISSIVE
        ? schema.add("_corrupt_record", DataTypes.StringType)
        : schema;
  }

  @Override
  public Iterator<Row> call(Iterator<Row> rows) {
    return new ScoredRows(this, rows);
  }
}
