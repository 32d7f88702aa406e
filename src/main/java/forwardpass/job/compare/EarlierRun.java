package forwardpass.job.compare;

import forwardpass.error.UsageException;
import forwardpass.job.PathOverlap;
import forwardpass.report.Comparison;
import forwardpass.report.Report;
import forwardpass.sink.Destination;
import java.io.IOException;
import java.util.Optional;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/** A run whose figures this one's are put beside. */
public interface EarlierRun {
  /**
   * What changed since.
   *
   * @param now the report of this run
   */
  Comparison with(Report now);

  /**
   * Looks at what there is of a run, before any work: {@code report.json}, a directory that has it,
   * or a complete output.
   *
   * @param output of this run, to be compared with an output; none where it has none
   * @throws UsageException where it is none of these, cannot be read, or is what this run replaces
   */
  static EarlierRun open(String path, Optional<Destination> output, SparkSession spark) {
    try {
      Path found = new Path(path);
      FileSystem fileSystem = found.getFileSystem(spark.sessionState().newHadoopConf());
      Path report =
          fileSystem.getFileStatus(found).isDirectory() ? new Path(found, "report.json") : found;
      if (fileSystem.exists(report)) {
        return EarlierReport.read(path, report, fileSystem);
      }
      if (!fileSystem.exists(new Path(found, "_SUCCESS"))) {
        throw new UsageException(
            "Cannot compare with %s: expected report.json, a directory with report.json, or a complete output with _SUCCESS, found neither; name one"
                .formatted(path));
      }
      Destination written =
          output.orElseThrow(
              () ->
                  new UsageException(
                      "Cannot compare with %s: it is an output, and images are compared one by one; give --output, or name the report of that run"
                          .formatted(path)));
      if (new PathOverlap(spark.sessionState().newHadoopConf()).isBetween(path, written.path())) {
        throw new UsageException(
            "Cannot compare with %s: this run writes there; give another --output".formatted(path));
      }
      return EarlierOutput.open(path, written, fileSystem, spark);
    } catch (IOException | IllegalArgumentException e) {
      throw new UsageException(
          "Cannot compare with %s: %s; name the report or output of an earlier run"
              .formatted(path, e.getMessage()),
          e);
    }
  }
}
