package forwardpass.sink;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Where predictions go. */
public interface PredictionSink {
  /** Runs the job that computes the predictions, and keeps its rows. */
  void write(Dataset<Row> scored);

  /** Keeps nothing: for a job that only counts. */
  static PredictionSink none() {
    return new NoPredictions();
  }
}
