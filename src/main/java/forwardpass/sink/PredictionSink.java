package forwardpass.sink;

import forwardpass.scoring.ScoredBatch;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Where predictions go. */
public interface PredictionSink {
  /** Runs the job that computes the predictions, and keeps a row for each image. */
  void write(Dataset<ScoredBatch> scored);

  /** Runs the job that computes the predictions, and keeps its rows. */
  void writeRows(Dataset<Row> scored);

  /** Keeps nothing: for a job that only counts. */
  static PredictionSink none() {
    return new NoPredictions();
  }

  /**
   * Writes them with Spark: a row for each image, {@code file, index, label, prediction,
   * probability}, and {@code probabilities} where asked for.
   *
   * @param probabilities how many the network gives for each image; 0 to leave them out
   * @param isRegression whether what it gives is a number, without a probability
   */
  static PredictionSink to(OutputDirectory directory, int probabilities, boolean isRegression) {
    return new WrittenPredictions(directory, probabilities, isRegression);
  }
}
