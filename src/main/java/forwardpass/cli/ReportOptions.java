package forwardpass.cli;

import forwardpass.error.UsageException;
import forwardpass.job.Inputs;
import forwardpass.job.PathOverlap;
import forwardpass.job.ReportDirectory;
import forwardpass.job.compare.EarlierRun;
import forwardpass.sink.Destination;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Option;

/** The option that says where the report goes. */
final class ReportOptions {
  @Option(
      names = "--report",
      paramLabel = "DIR",
      description =
          "Write report.json, report.html and status.json, in place of those of an earlier run (none).")
  private String report;

  @Option(
      names = "--compare",
      paramLabel = "EARLIER",
      description =
          "Put the report of an earlier run, or its output, beside this one in the report (none).")
  private String earlier;

  /**
   * @throws UsageException where there would be nothing to put the comparison in
   */
  void check() {
    if (earlier != null && report == null) {
      throw new UsageException("--compare needs --report: say where to write the comparison");
    }
  }

  /**
   * The run to compare with; none where none is asked for.
   *
   * @param output of this run
   */
  Optional<EarlierRun> earlier(Optional<Destination> output, SparkSession spark) {
    return Optional.ofNullable(earlier).map(path -> EarlierRun.open(path, output, spark));
  }

  boolean isCompared() {
    return earlier != null;
  }

  /**
   * Where to write the report of a run that begins now; none where none is asked for.
   *
   * @param outputs directories that are there only when they are complete
   */
  Optional<ReportDirectory> open(SparkSession spark, Inputs inputs, List<Destination> outputs) {
    if (report == null) {
      return Optional.empty();
    }
    inputs.requireApart("--report", report, spark);
    Configuration hadoop = spark.sessionState().newHadoopConf();
    for (Destination output : outputs) {
      if (new PathOverlap(hadoop).isInside(report, output.path())) {
        throw new UsageException(
            "Invalid --report: %s is inside %s %s; choose a directory of its own"
                .formatted(report, output.option(), output.path()));
      }
    }
    return Optional.of(ReportDirectory.open(report, hadoop));
  }
}
