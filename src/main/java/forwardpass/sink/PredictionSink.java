package forwardpass.sink;

import forwardpass.error.OutputException;
import forwardpass.error.UsageException;
import java.util.List;
import org.apache.spark.sql.SparkSession;

/** Where predictions go. It says itself, before any work, whether it can take them. */
public interface PredictionSink {
  /**
   * Checks, before there is anything to write, that {@link #write} could: that nothing is there, or
   * that what is there can be replaced where it is to be.
   *
   * @throws OutputException where it could not
   * @throws UsageException where there is no such sink
   */
  default void requireWritable(SparkSession spark) {}

  /**
   * Checks, before there is anything to write, that one run can add to what another has committed.
   *
   * @throws OutputException where nothing can be written
   * @throws UsageException where there is no such sink, or it takes all predictions in one run only
   */
  default void requireResumable(SparkSession spark) {}

  /**
   * Checks that there is room for predictions, where that can be told.
   *
   * @param probabilities how many numbers are written for each image; 0 where they are not asked
   *     for
   * @throws OutputException where there is not
   */
  default void requireRoom(List<FileRows> files, int probabilities, SparkSession spark) {}

  /**
   * Runs the job that computes the predictions, and keeps its rows.
   *
   * @param completion called when all predictions are kept, where they are in a directory
   */
  void write(SinkRows scored, Completion completion);

  /** The sink for predictions that are written. A new kind of sink is chosen here. */
  static PredictionSink of(Destination destination) {
    return new OutputDirectory(destination);
  }

  /** Keeps nothing: for a job that only counts. */
  static PredictionSink none() {
    return new NoPredictions();
  }
}
