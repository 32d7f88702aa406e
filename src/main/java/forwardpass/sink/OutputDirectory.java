package forwardpass.sink;

import forwardpass.error.OutputException;
import forwardpass.error.UsageException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/**
 * A directory that a job writes its results to. It holds them all, with {@code _SUCCESS}, or it is
 * as it was before the job.
 */
record OutputDirectory(Destination destination) implements PredictionSink {
  /** Clears away what is left of an output there, too. */
  @Override
  public void requireWritable(SparkSession spark) {
    OutputFormat.requireKnown(destination.format(), spark);
    Configuration hadoop = spark.sessionState().newHadoopConf();
    try {
      FileSystem fileSystem = fileSystem(hadoop);
      isToReplace(target(fileSystem), fileSystem);
      requireFilesWritable(fileSystem, hadoop);
    } catch (IOException | IllegalArgumentException e) {
      throw OutputException.cannotWrite(destination.path(), e);
    }
  }

  @Override
  public void requireResumable(SparkSession spark) {
    if (!OutputFormat.isOfPartFiles(destination.format(), spark)) {
      throw new UsageException(
          "Invalid --output-format: expected with --resume a format that Spark writes as part files (parquet, orc, csv, json), found %s; write it in one run"
              .formatted(destination.format()));
    }
    Configuration hadoop = spark.sessionState().newHadoopConf();
    try {
      requireFilesWritable(fileSystem(hadoop), hadoop);
    } catch (IOException | IllegalArgumentException e) {
      throw OutputException.cannotWrite(destination.path(), e);
    }
  }

  @Override
  public void requireRoom(List<FileRows> files, int probabilities, SparkSession spark) {
    long bytes = OutputRoom.bytes(destination, files, probabilities);
    OutputRoom.require(destination.path(), bytes, spark);
  }

  /**
   * Writes all rows.
   *
   * @throws OutputException where the directory is there already and is not to be replaced, or
   *     where it cannot be written
   */
  @Override
  public void write(SinkRows scored, Completion completion) {
    write(
        new RowWriter(destination, scored.table().sparkSession(), directory -> scored, completion));
  }

  /** Likewise, where rows are found when the directory is held. */
  void write(RowWriter rows) {
    try {
      FileSystem fileSystem = fileSystem(rows.spark().sessionState().newHadoopConf());
      Path target = target(fileSystem);
      if (isToReplace(target, fileSystem)) {
        new OutputReplacement(target, fileSystem, destination.name()).write(rows);
      } else {
        create(rows, target, fileSystem);
      }
    } catch (IOException | IllegalArgumentException e) {
      throw OutputException.cannotWrite(destination.path(), e);
    }
  }

  private FileSystem fileSystem(Configuration hadoop) throws IOException {
    return new Path(destination.path()).getFileSystem(hadoop);
  }

  private Path target(FileSystem fileSystem) {
    return fileSystem.makeQualified(new Path(destination.path()));
  }

  /** Checks that files can be written, replaced and deleted where the directory is to be. */
  private void requireFilesWritable(FileSystem fileSystem, Configuration hadoop)
      throws IOException {
    Path target = target(fileSystem);
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
  }

  /**
   * Whether there is an output to replace. What is left of one is cleared away.
   *
   * @throws OutputException where what is there is not to be replaced
   */
  private boolean isToReplace(Path target, FileSystem fileSystem) throws IOException {
    LeftOutput.clear(target, fileSystem, destination.name());
    if (!fileSystem.exists(target)) {
      return false;
    }
    OutputLock.requireNone(target, fileSystem, destination.name());
    if (!destination.isReplaced()) {
      throw exists();
    }
    new OutputReplacement(target, fileSystem, destination.name()).requireComplete();
    return true;
  }

  private OutputException exists() {
    return new OutputException(
        "Cannot write %s: it exists; choose another %s, or replace it with --overwrite"
            .formatted(destination.path(), destination.option()));
  }

  /** Writes a directory that no other run writes: who makes the lock file in it, owns it. */
  private void create(RowWriter rows, Path target, FileSystem fileSystem) throws IOException {
    try (Lease lease = OutputLock.take(target, fileSystem, destination.name())) {
      // Another run may have written all of it since there was nothing.
      if (!Arrays.stream(fileSystem.listStatus(target)).allMatch(OutputLock::is)) {
        throw exists();
      }
      rows.write(target, fileSystem, lease);
    }
  }
}
