package forwardpass.sink;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import forwardpass.error.ForwardpassException;
import forwardpass.error.OutputException;
import forwardpass.error.UsageException;
import forwardpass.tasks.JobFailure;
import forwardpass.tasks.RunningTasks;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.commons.lang3.exception.ExceptionUtils;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;

/**
 * A directory that a job writes its results to. It holds them all, with {@code _SUCCESS}, or it is
 * as it was before the job.
 */
public final class OutputDirectory implements PredictionSink {
  /** The name of the file that says what is complete in a directory. */
  public static final String MANIFEST = "_manifest.json";

  /** The name of the file that is written last of all. */
  public static final String SUCCESS = "_SUCCESS";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final String path;
  private final String format;
  private final boolean overwrite;
  private final Map<String, String> options;
  private final List<String> partitionColumns;
  private final Completion completion;

  /** Adds to a directory in which all rows are, before it counts as complete. */
  public interface Completion {
    /** Nothing to add. */
    Completion NONE = directory -> {};

    void write(Path directory) throws IOException;
  }

  /**
   * @param format any sink of Spark's on the class path
   * @param overwrite whether to replace the complete output of an earlier run
   * @param options handed to the sink
   * @param partitionColumns by which rows are sorted into directories; none for a flat one
   * @param completion called when all rows are written
   */
  public OutputDirectory(
      String path,
      String format,
      boolean overwrite,
      Map<String, String> options,
      List<String> partitionColumns,
      Completion completion) {
    this.path = path;
    this.format = format;
    this.overwrite = overwrite;
    this.options = Map.copyOf(options);
    this.partitionColumns = List.copyOf(partitionColumns);
    this.completion = completion;
  }

  /** Whether an output is complete, or has a manifest, which says what of it is. */
  static boolean isToStay(Path directory, FileSystem fileSystem) throws IOException {
    return fileSystem.exists(new Path(directory, SUCCESS)) || hasManifest(directory, fileSystem);
  }

  /** Whether there is a manifest, in its place or about to take it. */
  public static boolean hasManifest(Path directory, FileSystem fileSystem) throws IOException {
    return AtomicFile.isThere(
        new Path(directory, MANIFEST), OutputDirectory::isWholeManifest, fileSystem);
  }

  /** Whether a text is all of a manifest: an object of JSON that was cut short is none. */
  public static boolean isWholeManifest(String text) {
    try {
      return JSON.readTree(text).isObject();
    } catch (JsonProcessingException e) {
      return false;
    }
  }

  /**
   * Checks that there is no output that is not to be overwritten; clears away what is left of one.
   *
   * @throws OutputException where there is
   */
  public void requireFree(Configuration hadoop) {
    try {
      FileSystem fileSystem = new Path(path).getFileSystem(hadoop);
      isToReplace(fileSystem.makeQualified(new Path(path)), fileSystem);
    } catch (IOException | IllegalArgumentException e) {
      throw cannotWrite(e);
    }
  }

  /**
   * Checks that files can be written, replaced and deleted where the directory is to be.
   *
   * @throws OutputException where they cannot
   */
  public void requireWritable(Configuration hadoop) {
    try {
      FileSystem fileSystem = new Path(path).getFileSystem(hadoop);
      Path target = fileSystem.makeQualified(new Path(path));
      Path parent = target.isRoot() ? target : target.getParent();
      while (!fileSystem.exists(parent)) {
        parent = parent.getParent();
      }
      Path trial = new Path(parent, "." + target.getName() + "." + UUID.randomUUID());
      try {
        AtomicFile.write(trial, "", hadoop);
        AtomicFile.write(trial, "", hadoop); // as manifests are
      } finally {
        fileSystem.delete(trial, false);
      }
    } catch (IOException | IllegalArgumentException e) {
      throw cannotWrite(e);
    }
  }

  /**
   * Writes all rows.
   *
   * @throws OutputException where the directory is there already and is not to be overwritten, or
   *     where it cannot be written
   */
  @Override
  public void write(Dataset<Row> rows) {
    try {
      FileSystem fileSystem =
          new Path(path).getFileSystem(rows.sparkSession().sessionState().newHadoopConf());
      Path target = fileSystem.makeQualified(new Path(path));
      if (isToReplace(target, fileSystem)) {
        replace(rows, target, fileSystem);
      } else {
        create(rows, target, fileSystem);
      }
    } catch (IOException | IllegalArgumentException e) {
      throw cannotWrite(e);
    }
  }

  /** Whether there is an output to overwrite. */
  private boolean isToReplace(Path target, FileSystem fileSystem) throws IOException {
    LeftOutput.clear(target, fileSystem, path);
    if (!fileSystem.exists(target)) {
      return false;
    }
    OutputLock.requireNone(target, fileSystem, path);
    if (!overwrite) {
      throw exists();
    }
    requireComplete(target, fileSystem);
    return true;
  }

  private OutputException exists() {
    return new OutputException(
        "Cannot write %s: it exists; choose another --output, or replace it with --overwrite"
            .formatted(path));
  }

  private void requireComplete(Path target, FileSystem fileSystem) throws IOException {
    if (!fileSystem.exists(new Path(target, SUCCESS))) {
      throw new OutputException(
          "Cannot overwrite %s: expected the complete output of an earlier run, found no _SUCCESS in it; remove it yourself, or choose another --output"
              .formatted(path));
    }
  }

  /** Writes a directory that no other run writes: who makes the lock file in it, owns it. */
  private void create(Dataset<Row> rows, Path target, FileSystem fileSystem) throws IOException {
    try (Lease lease = OutputLock.take(target, fileSystem, path)) {
      // Another run may have written all of it since there was nothing.
      if (!Arrays.stream(fileSystem.listStatus(target)).allMatch(OutputLock::is)) {
        throw exists();
      }
      save(rows, target, fileSystem, lease);
    }
  }

  /**
   * Writes beside the old results, which give way only to complete ones. Both are locked, and the
   * locks move with them, so that a run that comes later can tell what belongs where.
   */
  private void replace(Dataset<Row> rows, Path target, FileSystem fileSystem) throws IOException {
    String unique = target.getName() + "." + UUID.randomUUID();
    Path written = new Path(target.getParent(), "." + unique + ".new");
    Path old = new Path(target.getParent(), "." + unique + ".old");
    try (Lease oldLease = OutputLock.hold(target, fileSystem, path)) {
      requireComplete(target, fileSystem);
      try (Lease newLease = OutputLock.take(written, fileSystem, path)) {
        save(rows, written, fileSystem, newLease);
        exchange(target, old, oldLease, newLease);
      }
      oldLease.deleteDirectory();
    }
  }

  private void exchange(Path target, Path old, Lease oldLease, Lease newLease) {
    try {
      oldLease.moveTo(old);
      try {
        newLease.moveTo(target);
      } catch (IOException e) {
        oldLease.moveTo(target);
        throw e;
      }
    } catch (IOException | RuntimeException e) {
      throw new OutputException(
          "Cannot overwrite %s: %s; the new results are complete, in %s"
              .formatted(path, e.getMessage(), newLease.directory()),
          e);
    }
  }

  private void save(Dataset<Row> rows, Path target, FileSystem fileSystem, Lease lease) {
    SparkContext context = rows.sparkSession().sparkContext();
    try (UnfinishedOutput output = new UnfinishedOutput(lease);
        RunningTasks tasks = new RunningTasks(context)) {
      save(rows, target, tasks);
      lease.requireHeld();
      completion.write(target);
      fileSystem.create(new Path(target, SUCCESS), true).close();
      output.complete();
    } catch (Exception e) {
      throw translated(e, context);
    }
  }

  /** Where it fails, it is over when no task writes any more. */
  private void save(Dataset<Row> rows, Path target, RunningTasks tasks)
      throws InterruptedException {
    try {
      rows.write()
          .format(format)
          .options(SinkDefaults.of(format, rows.sparkSession()))
          .options(options)
          .options(lastWord(rows))
          .partitionBy(partitionColumns.toArray(String[]::new))
          .mode(SaveMode.Append)
          .save(target.toString());
    } catch (Exception e) {
      tasks.awaitNone();
      throw e;
    }
  }

  /**
   * Has Spark not write {@code _SUCCESS}: what is complete has its manifest too, and some clusters
   * do without that file, which this job's own later runs need.
   */
  private Map<String, String> lastWord(Dataset<Row> rows) {
    return OutputFormat.isOfPartFiles(format, rows.sparkSession())
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
            "Invalid --output-format %s: %s".formatted(format, refused.getSimpleMessage()), e);
      }
      if (cause instanceof IOException && !JobFailure.isOfBroadcast(cause)) {
        return cannotWrite(cause);
      }
    }
    return e instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(e);
  }

  private OutputException cannotWrite(Throwable cause) {
    return new OutputException(
        "Cannot write %s: %s; check the path, its permissions and the space there"
            .formatted(path, cause.getMessage()),
        cause);
  }
}
