package forwardpass.cli;

import forwardpass.error.UsageException;
import forwardpass.job.Inputs;
import forwardpass.job.OutputRequest;
import forwardpass.job.Provenance;
import forwardpass.job.ReportDirectory;
import forwardpass.job.RunProgress;
import forwardpass.job.RunStatus;
import forwardpass.job.ScoringPlan;
import forwardpass.job.compare.EarlierRun;
import forwardpass.model.ClassNumbers;
import forwardpass.model.Model;
import forwardpass.report.Report;
import forwardpass.report.RunReports;
import forwardpass.report.Tallies;
import forwardpass.report.Tally;
import forwardpass.scoring.Counts;
import forwardpass.tasks.StageTimes;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.spark.sql.SparkSession;

/** The report of a run; where none is asked for, nothing is done. */
final class RunReport {
  private final SparkSession spark;
  private final Optional<ReportDirectory> directory;
  private final Optional<EarlierRun> earlier;
  private Provenance provenance;
  private StageTimes times;
  private List<Map<String, Object>> stages;
  private double seconds;

  private RunReport(
      SparkSession spark, Optional<ReportDirectory> directory, Optional<EarlierRun> earlier) {
    this.spark = spark;
    this.directory = directory;
    this.earlier = earlier;
  }

  static RunReport open(
      ReportOptions options, OutputRequest output, Inputs inputs, SparkSession spark) {
    // Before the report of this run takes the place of an earlier one.
    Optional<EarlierRun> earlier = options.earlier(output.destination(), spark);
    return new RunReport(spark, options.open(spark, inputs, output.destinations()), earlier);
  }

  boolean isAsked() {
    return directory.isPresent();
  }

  /** Runs the job, and keeps the status true that is beside the report. */
  void during(RunProgress progress, Runnable job) {
    if (directory.isPresent()) {
      RunStatus.begin(directory.get(), progress, spark).during(job);
    } else {
      job.run();
    }
  }

  /**
   * @throws UsageException where what is asked for cannot be told of a network
   */
  void requireFor(Model network) {
    if (earlier.isPresent() && network.isRegression()) {
      throw new UsageException(
          "--compare needs a network that tells classes apart: %s gives a number"
              .formatted(network));
    }
  }

  /** Notes what is read, as it is: when the report is written, it may have been moved away. */
  void begin(Inputs inputs, ScoringPlan work, List<String> arguments) {
    if (isAsked()) {
      provenance = Provenance.begin(spark, inputs, work, arguments);
      times = StageTimes.of(spark.sparkContext());
    }
  }

  /** All images are scored. */
  void scored(double inSeconds) {
    if (isAsked()) {
      stages = times.end(spark.sparkContext());
      seconds = inSeconds;
    }
  }

  /**
   * Writes it, and says what is to be known at once.
   *
   * @param counts of all that the tally is of
   * @param before how many images of it earlier runs have scored
   */
  void write(
      Supplier<Tally> tally, ClassNumbers classes, Counts counts, long before, PrintStream notes) {
    directory
        .map(
            place ->
                place.write(
                    () -> RunReports.of(compared(of(tally.get(), classes, counts, before)))))
        .ifPresent(report -> tell(report, notes));
  }

  /** The same of several networks in one pass. */
  void write(
      List<String> names,
      Supplier<Tallies> tallies,
      ClassNumbers classes,
      Counts counts,
      PrintStream notes) {
    directory
        .map(
            place ->
                place.write(
                    () ->
                        RunReports.of(
                            names, tallies.get(), of(tallies.get().of(0), classes, counts, 0))))
        .ifPresent(report -> tell(report, notes));
  }

  private Report of(Tally tally, ClassNumbers classes, Counts counts, long before) {
    return new Report(tally, classes, provenance.end(counts, before, seconds, stages));
  }

  private Report compared(Report report) {
    return earlier.map(run -> report.with(run.with(report))).orElse(report);
  }

  private static void tell(RunReports written, PrintStream notes) {
    written.comparisons().forEach(notes::println);
    written.warnings().forEach(warning -> notes.println("Warning: " + warning));
  }
}
