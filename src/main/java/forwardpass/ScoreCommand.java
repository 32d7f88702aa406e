package forwardpass;

import forwardpass.error.QualityException;
import forwardpass.error.UsageException;
import forwardpass.spark.Counts;
import java.io.PrintStream;
import java.util.Locale;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

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

  @Option(
      names = "--min-accuracy",
      paramLabel = "X",
      description = "Fail the job, with exit status 6, below this accuracy (from 0 to 1).")
  private Double minAccuracy;

  private final PrintStream out;
  private final PrintStream err;

  ScoreCommand(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  @Override
  void check() {
    images.check();
    model.check();
    output.check();
    if (minAccuracy != null && !(minAccuracy >= 0 && minAccuracy <= 1)) {
      throw new UsageException(
          "Invalid --min-accuracy: expected a number from 0 to 1, found " + minAccuracy);
    }
  }

  @Override
  void run(SparkSession spark) {
    requireLabels(spark);
    long start = System.nanoTime();
    Counts counts = new ScoringJob(spark, images, model, output).run();
    double seconds = (System.nanoTime() - start) / 1e9;
    err.println(summary(counts, seconds));
    if (counts.labelled() > 0) {
      out.println("Accuracy: " + counts.accuracy());
    }
    requireQuality(counts);
  }

  /** Before a night's work rather than after it. */
  private void requireLabels(SparkSession spark) {
    if (minAccuracy != null
        && !images.areLabelled()
        && images.format(spark).equals(ImageFormat.IDX)) {
      throw new UsageException("--min-accuracy needs --labels: there is no accuracy without them");
    }
  }

  private static String summary(Counts counts, double seconds) {
    String scored =
        String.format(
            Locale.ROOT,
            "Scored %,d images in %.1f s (%,.0f images/s) with %s",
            counts.images(),
            seconds,
            counts.images() / seconds,
            counts.blas().isEmpty() ? "no BLAS" : String.join(" and ", counts.blas()));
    if (counts.refused() > 0) {
      scored +=
          String.format(
              Locale.ROOT,
              "; %,d of %,d records refused",
              counts.refused(),
              counts.images() + counts.refused());
    }
    return counts.labelled() == 0
        ? scored + "; no labels"
        : scored
            + String.format(Locale.ROOT, "; %,d of %,d right", counts.correct(), counts.labelled());
  }

  private void requireQuality(Counts counts) {
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
