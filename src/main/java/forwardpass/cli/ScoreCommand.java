package forwardpass.cli;

import forwardpass.error.QualityException;
import forwardpass.error.UsageException;
import forwardpass.files.PassedOver;
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
import forwardpass.model.Model;
import forwardpass.report.Report;
import forwardpass.scoring.CountAccumulator;
import forwardpass.scoring.Counts;
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

  @Option(
      names = "--min-accuracy",
      paramLabel = "X",
      description = "Fail the job, with exit status 6, below this accuracy (from 0 to 1).")
  private Double minAccuracy;

  @Option(
      names = "--max-refused",
      paramLabel = "FRACTION",
      description =
          "Fail the job, with exit status 6, if a larger share of the records is refused (from 0 to 1).")
  private Double maxRefused;

  @Option(
      names = "--self-test",
      description =
          "First run a few made images on executors, and compare what they give with what is computed in another way.")
  private boolean selfTest;

  private final PrintStream out;
  private final PrintStream err;

  ScoreCommand(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  @Override
  void check() {
    ScoringRequest request = request();
    if (request.output().isResumed() && report.isAsked()) {
      throw new UsageException(
          "--resume and --report do not go together: a report is of one run over all images");
    }
    requireShare("--min-accuracy", minAccuracy);
    requireShare("--max-refused", maxRefused);
  }

  private ScoringRequest request() {
    OutputRequest outputs = output.request();
    return new ScoringRequest(
        images.request(), model.request().with(outputs.added().embedding()), outputs);
  }

  private static void requireShare(String option, Double share) {
    if (share != null && !(share >= 0 && share <= 1)) {
      throw new UsageException(
          "Invalid %s: expected a number from 0 to 1, found %s".formatted(option, share));
    }
  }

  @Override
  void run(SparkSession spark) {
    ScoringRequest request = request();
    ScoringPipeline job = new ScoringPipeline(spark, request);
    CountAccumulator counts = new CountAccumulator();
    Optional<ReportDirectory> directory = report.open(spark, job.inputs(), request.output().path());
    if (directory.isEmpty()) {
      run(spark, request, job, counts, directory);
      return;
    }
    RunStatus.begin(directory.get(), counts)
        .during(() -> run(spark, request, job, counts, directory));
  }

  private void run(
      SparkSession spark,
      ScoringRequest request,
      ScoringPipeline job,
      CountAccumulator counts,
      Optional<ReportDirectory> directory) {
    Inputs inputs = job.inputs();
    request.output().requireApartFrom(inputs, spark);
    ScoringPlan work = job.prepare(inputs, directory.isPresent());
    requireLabels(work);
    Model network = work.network();
    requireClasses(network);
    work.model().notes().forEach(err::println);
    err.println(work.summary());
    if (selfTest) {
      job.selfTest(network).forEach(executor -> err.println("Self-test passed: " + executor));
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
        directory.map(
            report -> Provenance.begin(spark, inputs, work.found(), network, arguments()));
    StageTimes times = StageTimes.of(spark.sparkContext());
    double seconds = score(spark, job, work, counts);
    List<Map<String, Object>> stages = times.end(spark.sparkContext());
    printResults(counts, work.source().passedOver().get(), seconds, network);
    directory.ifPresent(
        report ->
            report.write(
                () ->
                    new Report(
                        counts.tally(),
                        job.classNumbers(network),
                        provenance.orElseThrow().end(counts.value(), seconds, stages))));
    requireQuality(counts.value());
  }

  private List<String> arguments() {
    return command.commandLine().getParseResult().originalArgs();
  }

  private void runResumed(
      SparkSession spark, ScoringRequest request, ScoringPipeline job, ScoringPlan work) {
    ResumableRun.Result result = new ResumableRun(spark, job, request.output(), err).run(work);
    double seconds = work.secondsSinceStart();
    Counts all = result.all();
    long scored = all.images() - result.before();
    err.println(
        String.format(
            Locale.ROOT,
            "Scored %,d images in %.1f s (%,.0f images/s), %,d before%s%s; %s",
            scored,
            seconds,
            scored / seconds,
            result.before(),
            work.source().passedOver().get().told(),
            refused(all),
            right(all)));
    printAccuracy(all);
    requireQuality(all);
  }

  /** How many seconds it took. */
  private double score(
      SparkSession spark, ScoringPipeline job, ScoringPlan work, CountAccumulator counts) {
    Progress progress = Progress.begin(spark, counts, err);
    try {
      job.run(work, counts);
    } finally {
      progress.close();
    }
    return work.secondsSinceStart();
  }

  private void printResults(
      CountAccumulator counts, PassedOver passedOver, double seconds, Model network) {
    OptionalDouble error =
        network.isRegression() ? counts.tally().meanSquaredError() : OptionalDouble.empty();
    err.println(summary(counts.value(), passedOver, seconds, error));
    error.ifPresent(mean -> out.println("MSE: " + mean));
    printAccuracy(counts.value());
  }

  private void printAccuracy(Counts counts) {
    if (counts.labelled() > 0) {
      out.println("Accuracy: " + counts.accuracy());
    }
  }

  /** Before a night's work rather than after it. */
  private void requireLabels(ScoringPlan work) {
    if (minAccuracy == null) {
      return;
    }
    if (!work.source().isLabelled()) {
      throw new UsageException(
          work.files().isPresent()
              ? "--min-accuracy needs --labels: there is no accuracy without them"
              : "--min-accuracy needs labels, and there are " + work.summary().labels());
    }
  }

  /** A regression is not right or wrong. */
  private void requireClasses(Model network) {
    if (minAccuracy != null && network.isRegression()) {
      throw new UsageException(
          "--min-accuracy needs a network that tells classes apart: %s gives a number"
              .formatted(network));
    }
  }

  private static String summary(
      Counts counts, PassedOver passedOver, double seconds, OptionalDouble error) {
    String scored =
        String.format(
                Locale.ROOT,
                "Scored %,d images in %.1f s (%,.0f images/s) with %s",
                counts.images(),
                seconds,
                counts.images() / seconds,
                counts.blas().isEmpty() ? "no BLAS" : String.join(" and ", counts.blas()))
            + passedOver.told();
    scored += refused(counts);
    if (error.isPresent()) {
      return scored + "; mean squared error " + error.getAsDouble();
    }
    return scored + "; " + right(counts);
  }

  private static String refused(Counts counts) {
    return counts.refused() == 0
        ? ""
        : String.format(
            Locale.ROOT,
            "; %,d of %,d records refused",
            counts.refused(),
            counts.images() + counts.refused());
  }

  private static String right(Counts counts) {
    if (counts.labelled() == 0) {
      return "no labels";
    }
    String right =
        String.format(Locale.ROOT, "%,d of %,d right", counts.correct(), counts.labelled());
    long unlabelled = counts.images() - counts.labelled();
    return unlabelled == 0
        ? right
        : right + String.format(Locale.ROOT, ", %,d without a label", unlabelled);
  }

  private void requireQuality(Counts counts) {
    long read = counts.images() + counts.refused();
    if (maxRefused != null && counts.refused() > maxRefused * read) {
      throw new QualityException(
          "More records refused than --max-refused: expected at most %s of them, found %d of %d"
              .formatted(maxRefused, counts.refused(), read));
    }
    if (minAccuracy == null) {
      return;
    }
    if (counts.labelled() == 0) {
      throw new QualityException(
          "Accuracy is below --min-accuracy: expected %s, found no labelled images"
              .formatted(minAccuracy));
    }
    if ((double) counts.correct() / counts.labelled() < minAccuracy) {
      throw new QualityException(
          "Accuracy is below --min-accuracy: expected at least %s, found %s"
              .formatted(minAccuracy, counts.accuracy()));
    }
  }
}
