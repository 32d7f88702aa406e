package forwardpass.sink;

import forwardpass.scoring.ScoredBatch;
import forwardpass.tasks.JobFailure;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Computes all predictions and forgets them. */
record NoPredictions() implements PredictionSink {
  /** By the batch, of which Spark makes rows of one column, for there to be something to forget. */
  @Override
  public void write(Dataset<ScoredBatch> scored) {
    run(scored.select("index"));
  }

  @Override
  public void writeRows(Dataset<Row> scored) {
    run(scored);
  }

  private static void run(Dataset<?> scored) {
    try {
      scored.write().format("noop").mode("overwrite").save();
    } catch (Exception e) {
      JobFailure.of(e, scored.sparkSession().sparkContext())
          .ifPresent(
              failure -> {
                throw failure;
              });
      throw e;
    }
  }
}
