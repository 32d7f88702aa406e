package forwardpass.sink;

import forwardpass.error.ForwardpassException;
import forwardpass.error.OutputException;
import forwardpass.error.UsageException;
import forwardpass.tasks.JobFailure;
import forwardpass.tasks.RunningTasks;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.lang3.exception.ExceptionUtils;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;

/**
 * Has Spark write all rows into a directory that this run holds.
 *
 * @param rows to write
 * @param completion called when all rows are written
 */
record RowWriter(
    Destination destination, SparkSession spark, HeldRows rows, Completion completion) {
  /** Rows that are found when the directory is held. */
  @FunctionalInterface
  interface HeldRows {
    /**
     * Finds them.
     *
     * @param directory that they are going to be written to
     * @throws WorkFailure to tell of a failure that is not one of this output
     */
    SinkRows in(Path directory);
  }

  /**
   * Writes them all. The directory is complete then, or it is gone.
   *
   * @param target the directory, which is that of the destination or one beside it
   */
  void write(Path target, FileSystem fileSystem, Lease lease) throws IOException {
    write(
        target,
        commit(target, fileSystem, lease, false),
        lease,
        lease::deleteDirectory,
        directory -> complete(directory, fileSystem));
  }

  private void complete(Path directory, FileSystem fileSystem) throws IOException {
    completion.write(directory);
    CompleteOutput.mark(directory, fileSystem);
  }

  private StoreCommit commit(Path target, FileSystem fileSystem, Lease lease, boolean replaces)
      throws IOException {
    return isCommittedByStore(target, fileSystem)
        ? StoreCommit.of(spark, lease.id(), replaces)
        : StoreCommit.NONE;
  }

  /**
   * Writes them all beside what is there, into a directory of which {@link #isCommittedByStore}
   * holds. They are there then, with nothing that says so, or none is.
   */
  void add(Path target, FileGroup group, Lease lease, UnfinishedOutput.Discarding discarding) {
    write(target, StoreCommit.of(spark, lease.id(), group), lease, discarding, completion);
  }

  /** Whether a store makes files appear when all are written, so that {@link #overwrite} can be. */
  boolean isCommittedByStore(Path target, FileSystem fileSystem) throws IOException {
    return StoreCommit.isFor(target, fileSystem)
        && OutputFormat.isOfPartFiles(destination.format(), spark);
  }

  /**
   * Writes them all in place of what is there, which goes when they are computed. Where that fails
   * before, it stays.
   */
  void overwrite(Path target, FileSystem fileSystem, Lease lease) throws IOException {
    write(
        target,
        commit(target, fileSystem, lease, true),
        lease,
        () -> {
          if (CompleteOutput.isIn(target, fileSystem)) {
            StoreCommit.deleteUploads(target, fileSystem);
            fileSystem.delete(new Path(target, AwaitedRows.STAGING), true);
            lease.close();
          } else {
            lease.deleteDirectory();
          }
        },
        directory -> complete(directory, fileSystem));
  }

  private void write(
      Path target,
      StoreCommit commit,
      Lease lease,
      UnfinishedOutput.Discarding discarding,
      Completion last) {
    SparkContext context = spark.sparkContext();
    try (UnfinishedOutput output = new UnfinishedOutput(discarding);
        RunningTasks tasks = new RunningTasks(context)) {
      save(target, tasks, commit);
      lease.requireHeld();
      last.write(target);
      output.complete();
    } catch (WorkFailure e) {
      throw e;
    } catch (Exception e) {
      throw translated(e, context);
    }
  }

  /** Where it fails, it is over when no task writes any more. */
  private void save(Path target, RunningTasks tasks, StoreCommit commit)
      throws InterruptedException {
    String format = destination.format();
    try {
      SinkRows found = rows.in(target);
      DataFrameWriter<Row> write =
          found
              .table()
              .write()
              .format(OutputFormat.writer(destination, found.table().schema(), spark))
              .options(SinkDefaults.of(format, found.repeated(), spark))
              .options(destination.options())
              .options(lastWord())
              .partitionBy(destination.partitionColumns().toArray(String[]::new))
              .mode(SaveMode.Append);
      commit.save(write, target);
    } catch (Exception e) {
      tasks.awaitNone();
      throw e;
    }
  }

  /**
   * Has Spark not write {@code _SUCCESS}: what is complete has its manifest too, and some clusters
   * do without that file, which this job's own later runs need.
   */
  private Map<String, String> lastWord() {
    return OutputFormat.isOfPartFiles(destination.format(), spark)
        ? Map.of("mapreduce.fileoutputcommitter.marksuccessfuljobs", "false")
        : Map.of();
  }

  /** What a failed write is: of the storage, of the options, or of what was being computed. */
  private RuntimeException translated(Exception e, SparkContext context) {
    Optional<ForwardpassException> ofJob = JobFailure.of(e, context);
    if (ofJob.isPresent()) {
      return ofJob.get();
    }
    List<Throwable> chain = ExceptionUtils.getThrowableList(e);
    for (Throwable cause : chain) {
      if (cause instanceof ForwardpassException known) {
        return known;
      }
      if (cause instanceof AnalysisException refused) {
        return new UsageException(
            "Invalid --output-format %s: %s"
                .formatted(destination.format(), refused.getSimpleMessage()),
            e);
      }
      if (cause instanceof IOException && !JobFailure.isOfBroadcast(cause)) {
        return OutputException.cannotWrite(destination.path(), cause);
      }
    }
    return e instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(e);
  }
}
