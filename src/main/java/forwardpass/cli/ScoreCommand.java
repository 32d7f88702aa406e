package forwardpass.cli;

import forwardpass.error.UsageException;
import forwardpass.job.Inputs;
import forwardpass.job.OutputRequest;
import forwardpass.job.Progress;
import forwardpass.job.ResumableRun;
import forwardpass.job.RunProgress;
import forwardpass.job.ScoringPipeline;
import forwardpass.job.ScoringPlan;
import forwardpass.job.ScoringRequest;
import forwardpass.job.tallies.SquaredErrors;
import forwardpass.model.ClassNumbers;
import forwardpass.model.Model;
import forwardpass.scoring.CountAccumulator;
import forwardpass.scoring.Counts;
import forwardpass.scoring.RecordMode;
import forwardpass.tasks.DriverMetrics;
import java.io.PrintStream;
import java.util.Locale;
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
    if (request.output().refused().isPresent() && request.images().mode() == RecordMode.FAILFAST) {
      throw new UsageException(
          "--refused needs --mode PERMISSIVE or --mode DROPMALFORMED: with FAILFAST the job ends at the first record that is refused");
    }
    if (request.models().size() > 1) {
      requireOneNetwork("--resume", request.output().isResumed());
      requireOneNetwork("--compare", report.isCompared());
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
    RunProgress progress = new RunProgress(counts);
    DriverMetrics.show(progress.metrics());
    RunReport written = RunReport.open(report, request.output(), job.inputs(), spark);
    written.during(progress, () -> run(spark, request, job, counts, progress, written));
  }

  private void run(
      SparkSession spark,
      ScoringRequest request,
      ScoringPipeline job,
      CountAccumulator counts,
      RunProgress progress,
      RunReport written) {
    Inputs inputs = job.inputs();
    request.output().requireApartFrom(inputs, spark);
    ScoringPlan work = job.prepare(inputs, written.isAsked());
    quality.requireMeasurable(work);
    written.requireFor(work.network());
    work.networks().notes().forEach(notes()::println);
    notes().println(work.summary());
    if (selfTest) {
      work.networks().models().forEach(one -> selfTest(job, one));
    }
    written.begin(inputs, work, command.commandLine().getParseResult().originalArgs());
    if (request.output().isResumed()) {
      runResumed(spark, request, job, work, progress, written);
      return;
    }
    if (written.isAsked() || work.network().isRegression()) {
      job.tally(work, counts);
    }
    double seconds = score(spark, job, work, counts, progress);
    written.scored(seconds);
    print(new Results(counts.value(), work.networks(), SquaredErrors.of(counts)), work, seconds);
    ClassNumbers classes = job.classNumbers(work.network());
    if (work.networks().areSeveral()) {
      written.write(work.networks().names(), counts::tallies, classes, counts.value(), notes());
    } else {
      written.write(counts::tally, classes, counts.value(), 0, notes());
    }
    quality.require(counts.value(), work.networks());
  }

  private void selfTest(ScoringPipeline job, Model network) {
    job.selfTest(network).forEach(executor -> notes().println("Self-test passed: " + executor));
  }

  private void runResumed(
      SparkSession spark,
      ScoringRequest request,
      ScoringPipeline job,
      ScoringPlan work,
      RunProgress progress,
      RunReport written) {
    ResumableRun.Result result =
        new ResumableRun(spark, job, request.output(), progress, notes()).run(work);
    double seconds = work.secondsSinceStart();
    written.scored(seconds);
    Counts all = result.all();
    Results results = new Results(all, work.networks(), result.errors());
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
    results.measures().forEach(out::println);
    written.write(
        result.tally()::orElseThrow,
        job.classNumbers(work.network()),
        all,
        result.before(),
        notes());
    quality.require(all, work.networks());
  }

  /** How many seconds it took. */
  private double score(
      SparkSession spark,
      ScoringPipeline job,
      ScoringPlan work,
      CountAccumulator counts,
      RunProgress run) {
    Progress progress = Progress.begin(spark, run, notes());
    try {
      job.run(work, counts);
    } finally {
      progress.close();
    }
    return work.secondsSinceStart();
  }

  private void print(Results results, ScoringPlan work, double seconds) {
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
                + results.right());
    results.measures().forEach(out::println);
  }
}
