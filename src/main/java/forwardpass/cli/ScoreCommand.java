package forwardpass.cli;

import forwardpass.error.UsageException;
import forwardpass.job.Inputs;
import forwardpass.job.OutputRequest;
import forwardpass.job.Progress;
import forwardpass.job.Provenance;
import forwardpass.job.ReportDirectory;
import forwardpass.job.ResumableRun;
import forwardpass.job.RunStatus;
import forwardpass.job.ScoringPipeline;
import forwardpass.job.ScoringPlan;
import forwardpass.job.ScoringRequest;
import forwardpass.job.compare.EarlierRun;
import forwardpass.model.Model;
import forwardpass.report.Report;
import forwardpass.scoring.CountAccumulator;
import forwardpass.scoring.Counts;
import forwardpass.scoring.RecordMode;
import forwardpass.tasks.StageTimes;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Scores a network over images and says how well it did. */
@Command(
    name = "score",
    description = "Scores a network over images.",
    abbreviateSynopsis = true,
    sortOptions = false)
final class ScoreCommand extends SparkCommand {
  @Mixin private final ImageOptions images = new ImageOptions();
  @Mixin private final ModelOptions model = new ModelOptions();
  @Mixin private final OutputOptions output = new OutputOptions();

  @Mixin private final ReportOptions report = new ReportOptions();

  @Spec private CommandSpec command;

  @Mixin private final QualityOptions quality = new QualityOptions();

  @Option(
      names = "--self-test",
      description =
          "First run a few made images on executors, and compare what they give with what is computed in another way.")
  private boolean selfTest;

  private final PrintStream out;

  ScoreCommand(PrintStream out, PrintStream err) {
    super(err);
    this.out = out;
  }

  @Override
  void check() {
    ScoringRequest request = request();
    if (request.output().isResumed() && report.isAsked()) {
      throw new UsageException(
          "--resume and --report do not go together: a report is of one run over all images");
    }
    if (request.output().refused().isPresent() && request.images().mode() == RecordMode.FAILFAST) {
      throw new UsageException(
          "--refused needs --mode PERMISSIVE or --mode DROPMALFORMED: with FAILFAST the job ends at the first record that is refused");
    }
    if (request.models().size() > 1) {
      requireOneNetwork("--resume", request.output().isResumed());
      requireOneNetwork("--report", report.isAsked());
    }
    report.check();
    quality.check();
  }

  private ScoringRequest request() {
    OutputRequest outputs = output.request();
    return new ScoringRequest(
        images.request(),
        model.requests().stream().map(one -> one.with(outputs.added().embedding())).toList(),
        outputs);
  }

  private static void requireOneNetwork(String option, boolean isGiven) {
    if (isGiven) {
      throw new UsageException(
          "%s is for one network: score with one --weights after the other".formatted(option));
    }
  }

  @Override
  void run(SparkSession spark) {
    ScoringRequest request = request();
    ScoringPipeline job = new ScoringPipeline(spark, request);
    CountAccumulator counts = new CountAccumulator();
    // Before the report of this run takes the place of an earlier one.
    Optional<EarlierRun> earlier = report.earlier(request.output().destination(), spark);
    Optional<ReportDirectory> directory =
        report.open(spark, job.inputs(), request.output().destinations());
    if (directory.isEmpty()) {
      run(spark, request, job, counts, directory, earlier);
      return;
    }
    RunStatus.begin(directory.get(), counts, spark)
        .during(() -> run(spark, request, job, counts, directory, earlier));
  }

  private void run(
      SparkSession spark,
      ScoringRequest request,
      ScoringPipeline job,
      CountAccumulator counts,
      Optional<ReportDirectory> directory,
      Optional<EarlierRun> earlier) {
    Inputs inputs = job.inputs();
    request.output().requireApartFrom(inputs, spark);
    ScoringPlan work = job.prepare(inputs, directory.isPresent());
    quality.requireMeasurable(work);
    if (earlier.isPresent()) {
      requireComparable(work.network());
    }
    Model network = work.network();
    work.networks().notes().forEach(notes()::println);
    notes().println(work.summary());
    if (selfTest) {
      work.networks().models().forEach(one -> selfTest(job, one));
    }
    if (request.output().isResumed()) {
      runResumed(spark, request, job, work);
      return;
    }
    if (directory.isPresent() || network.isRegression()) {
      counts.tallyFor(network, job.classNumbers(network).first(), work.pictures());
    }
    // As they are now: when the report is written, they may have been moved away.
    Optional<Provenance> provenance =
        directory.map(report -> Provenance.begin(spark, inputs, work, arguments()));
    StageTimes times = StageTimes.of(spark.sparkContext());
    double seconds = score(spark, job, work, counts);
    List<Map<String, Object>> stages = times.end(spark.sparkContext());
    print(new Results(counts.value(), work.networks()), counts, work, seconds);
    directory
        .map(
            written ->
                written.write(
                    () ->
                        compared(
                            new Report(
                                counts.tally(),
                                job.classNumbers(network),
                                provenance.orElseThrow().end(counts.value(), seconds, stages)),
                            earlier)))
        .ifPresent(this::tell);
    quality.require(counts.value(), work.networks());
  }

  private static Report compared(Report report, Optional<EarlierRun> earlier) {
    return earlier.map(run -> report.with(run.with(report))).orElse(report);
  }

  private void tell(Report written) {
    written.comparison().ifPresent(comparison -> notes().println(comparison.summary()));
    written.warnings().forEach(warning -> notes().println("Warning: " + warning));
  }

  private void selfTest(ScoringPipeline job, Model network) {
    job.selfTest(network).forEach(executor -> notes().println("Self-test passed: " + executor));
  }

  private static void requireComparable(Model network) {
    if (network.isRegression()) {
      throw new UsageException(
          "--compare needs a network that tells classes apart: %s gives a number"
              .formatted(network));
    }
  }

  private List<String> arguments() {
    return command.commandLine().getParseResult().originalArgs();
  }

  private void runResumed(
      SparkSession spark, ScoringRequest request, ScoringPipeline job, ScoringPlan work) {
    ResumableRun.Result result = new ResumableRun(spark, job, request.output(), notes()).run(work);
    double seconds = work.secondsSinceStart();
    Counts all = result.all();
    Results results = new Results(all, work.networks());
    long scored = all.images() - result.before();
    notes()
        .println(
            String.format(
                Locale.ROOT,
                "Scored %,d images in %.1f s (%,.0f images/s), %,d before%s%s; %s",
                scored,
                seconds,
                scored / seconds,
                result.before(),
                work.source().passedOver().get().told(),
                results.refused(),
                results.right()));
    results.accuracies().forEach(out::println);
    quality.require(all, work.networks());
  }

  /** How many seconds it took. */
  private double score(
      SparkSession spark, ScoringPipeline job, ScoringPlan work, CountAccumulator counts) {
    Progress progress = Progress.begin(spark, counts, notes());
    try {
      job.run(work, counts);
    } finally {
      progress.close();
    }
    return work.secondsSinceStart();
  }

  private void print(Results results, CountAccumulator counts, ScoringPlan work, double seconds) {
    OptionalDouble error =
        work.network().isRegression() ? counts.tally().meanSquaredError() : OptionalDouble.empty();
    long images = results.counts().images();
    notes()
        .println(
            String.format(
                    Locale.ROOT,
                    "Scored %,d images in %.1f s (%,.0f images/s) with %s",
                    images,
                    seconds,
                    images / seconds,
                    results.computed())
                + work.source().passedOver().get().told()
                + results.refused()
                + "; "
                + (error.isPresent()
                    ? "mean squared error " + error.getAsDouble()
                    : results.right()));
    error.ifPresent(mean -> out.println("MSE: " + mean));
    results.accuracies().forEach(out::println);
  }
}
