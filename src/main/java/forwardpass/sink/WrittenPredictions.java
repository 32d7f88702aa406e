package forwardpass.sink;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.get;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.posexplode;
import static org.apache.spark.sql.functions.slice;
import static org.apache.spark.sql.functions.when;

import forwardpass.nn.ClassNumbers;
import forwardpass.scoring.ScoredBatch;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/**
 * Writes predictions to a directory.
 *
 * @param probabilities how many the network gives for each image; 0 to leave them out
 * @param isRegression whether what it gives is a number, without a probability
 */
record WrittenPredictions(OutputDirectory directory, int probabilities, boolean isRegression)
    implements PredictionSink {
  @Override
  public void write(Dataset<ScoredBatch> scored) {
    directory.write(rows(scored));
  }

  @Override
  public void writeRows(Dataset<Row> scored) {
    directory.write(scored);
  }

  private Dataset<Row> rows(Dataset<ScoredBatch> scored) {
    Column position = col("position");
    List<Column> columns = new ArrayList<>();
    columns.add(col("file"));
    columns.add(col("index").plus(position).as("index"));
    Column label = get(col("labels"), position);
    Column probability = col("probability").getItem(position);
    if (isRegression) {
      columns.add(label.cast(DataTypes.DoubleType).as("label"));
      columns.add(probability.as("prediction"));
      columns.add(lit(null).cast(DataTypes.FloatType).as("probability"));
    } else {
      columns.add(when(label.notEqual(ClassNumbers.NONE), label).as("label"));
      columns.add(col("prediction"));
      columns.add(probability.as("probability"));
    }
    if (probabilities > 0) {
      Column start = position.multiply(probabilities).plus(1);
      columns.add(slice(col("probabilities"), start, lit(probabilities)).as("probabilities"));
    }
    return scored
        .select(
            col("file"),
            col("index"),
            col("labels"),
            col("probability"),
            col("probabilities"),
            posexplode(col("predictions")).as(new String[] {"position", "prediction"}))
        .select(columns.toArray(Column[]::new));
  }
}
