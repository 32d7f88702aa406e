package forwardpass.sink;

import forwardpass.error.OutputException;
import forwardpass.error.UsageException;
import java.io.IOException;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * An output of rows that a job of the same run gathers beside its own work. The directory is held
 * from the start, so that one run has it, and what tasks gather is inside, so that it goes with the
 * directory where the run fails or is killed. It is complete, or as it was before.
 */
public record AwaitedRows(Destination destination) {
  /** One of the names that a run is known to make there. */
  static final String STAGING = "_staging";

  /** Gathers rows. */
  @FunctionalInterface
  public interface Work {
    /**
     * Does it.
     *
     * @param staging a directory for tasks to put what they gather into; not there
     * @return all of it
     */
    Dataset<Row> in(Path staging);
  }

  /**
   * Checks, before there is any work, that rows can be written.
   *
   * @param areOptionsShared whether another output is written with the options of this one
   * @throws OutputException where they cannot
   * @throws UsageException where there is no such sink, or its options may say where rows go
   */
  public void requireWritable(boolean areOptionsShared, SparkSession spark) {
    if (areOptionsShared
        && !destination.options().isEmpty()
        && !OutputFormat.isOfPartFiles(destination.format(), spark)) {
      throw new UsageException(
          "Invalid %s: expected with --output and --output-option a format that Spark writes as part files (parquet, orc, csv, json), found %s, whose options may lead both to one place; leave %s out"
              .formatted(destination.option(), destination.format(), destination.option()));
    }
    directory().requireWritable(spark);
  }

  /**
   * Does the work, and writes its rows. A failure of the work is thrown as it is.
   *
   * @throws OutputException where the directory is there already and is not to be replaced, or
   *     where it cannot be written
   */
  public void write(SparkSession spark, Work work) {
    try {
      directory()
          .write(
              new RowWriter(
                  destination,
                  spark,
                  directory -> rows(work, new Path(directory, STAGING)),
                  directory -> clear(directory, spark)));
    } catch (WorkFailure e) {
      throw e.failure();
    }
  }

  private static SinkRows rows(Work work, Path staging) {
    try {
      return SinkRows.of(work.in(staging));
    } catch (Exception e) { // checked ones of Scala's are not declared
      throw new WorkFailure(e);
    }
  }

  private static void clear(Path directory, SparkSession spark) throws IOException {
    directory
        .getFileSystem(spark.sessionState().newHadoopConf())
        .delete(new Path(directory, STAGING), true);
  }

  private OutputDirectory directory() {
    return new OutputDirectory(destination);
  }
}
