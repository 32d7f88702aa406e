package forwardpass.spark;

import forwardpass.error.ForwardpassException;
import forwardpass.error.OutputException;
import forwardpass.error.UsageException;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.apache.commons.lang3.exception.ExceptionUtils;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.util.ShutdownHookManager;
import org.apache.spark.SparkThrowable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A directory that a job writes its results to. It holds them all, with {@code _SUCCESS}, or it is
 * as it was before the job.
 */
final class OutputDirectory {
  /**
   * After Spark's own hook, which ends the tasks, and before Hadoop's, which closes file systems.
   */
  private static final int DISCARD_PRIORITY = FileSystem.SHUTDOWN_HOOK_PRIORITY + 1;

  private static final Logger LOGGER = LoggerFactory.getLogger(OutputDirectory.class);

  private final String path;
  private final String format;
  private final boolean overwrite;

  OutputDirectory(String path, String format, boolean overwrite) {
    this.path = path;
    this.format = format;
    this.overwrite = overwrite;
  }

  /**
   * Writes all rows.
   *
   * @throws OutputException where the directory is there already and is not to be overwritten, or
   *     where it cannot be written
   */
  void write(Dataset<Row> rows) {
    try {
      Path target = new Path(path);
      FileSystem fileSystem =
          target.getFileSystem(rows.sparkSession().sessionState().newHadoopConf());
      boolean exists = fileSystem.exists(target);
      if (exists && !overwrite) {
        throw new OutputException(
            "Cannot write %s: it exists; choose another --output, or replace it with --overwrite"
                .formatted(path));
      }
      if (exists) {
        replace(rows, target, fileSystem);
      } else {
        save(rows, target, fileSystem);
      }
    } catch (IOException | IllegalArgumentException e) {
      throw cannotWrite(e);
    }
  }

  /** Writes beside the old results, which give way only to complete ones. */
  private void replace(Dataset<Row> rows, Path target, FileSystem fileSystem) throws IOException {
    String unique = target.getName() + "." + UUID.randomUUID();
    Path written = new Path(target.getParent(), "." + unique + ".new");
    Path old = new Path(target.getParent(), "." + unique + ".old");
    save(rows, written, fileSystem);
    rename(target, old, fileSystem);
    try {
      rename(written, target, fileSystem);
    } catch (IOException e) {
      rename(old, target, fileSystem);
      fileSystem.delete(written, true);
      throw e;
    }
    fileSystem.delete(old, true);
  }

  private static void rename(Path from, Path to, FileSystem fileSystem) throws IOException {
    if (!fileSystem.rename(from, to)) {
      throw new IOException("could not rename %s to %s".formatted(from, to));
    }
  }

  private void save(Dataset<Row> rows, Path target, FileSystem fileSystem) {
    Runnable discard = () -> discard(target, fileSystem);
    ShutdownHookManager.get().addShutdownHook(discard, DISCARD_PRIORITY);
    boolean complete = false;
    try {
      rows.write()
          .format(format)
          .option("header", "true")
          .mode(SaveMode.ErrorIfExists)
          .save(target.toString());
      complete = true;
    } catch (Exception e) {
      throw translated(e);
    } finally {
      if (!complete) {
        discard(target, fileSystem);
      }
      if (!ShutdownHookManager.get().isShutdownInProgress()) {
        ShutdownHookManager.get().removeShutdownHook(discard);
      }
    }
  }

  /** Best effort: what failed before, or the end of the program, is what the user hears of. */
  private static void discard(Path target, FileSystem fileSystem) {
    try {
      fileSystem.delete(target, true);
    } catch (IOException e) {
      LOGGER.warn("Cannot delete incomplete output {}", target, e);
    }
  }

  /** What a failed write is: of the storage, of the options, or of what was being computed. */
  private RuntimeException translated(Exception e) {
    List<Throwable> chain = ExceptionUtils.getThrowableList(e);
    for (Throwable cause : chain) {
      if (cause instanceof ForwardpassException known) {
        return known;
      }
      if (cause instanceof SparkThrowable known
          && "DATA_SOURCE_NOT_FOUND".equals(known.getCondition())) {
        return new UsageException(
            "Invalid --output-format: expected a format that Spark finds on the class path, found %s"
                .formatted(format),
            e);
      }
      if (cause instanceof IOException) {
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
