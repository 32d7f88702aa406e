package forwardpass.sink;

import forwardpass.tasks.JobFailure;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Computes all predictions and forgets them. */
record NoPredictions() implements PredictionSink {
  @Override
  public void write(Dataset<Row> scored, Completion completion) {
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
