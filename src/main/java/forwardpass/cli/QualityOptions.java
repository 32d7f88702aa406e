package forwardpass.cli;

import forwardpass.error.QualityException;
import forwardpass.error.UsageException;
import forwardpass.job.Networks;
import forwardpass.job.ScoringPlan;
import forwardpass.scoring.Counts;
import picocli.CommandLine.Option;

/** The options that say when results are too bad. */
final class QualityOptions {
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

  /**
   * @throws UsageException where one is no share
   */
  void check() {
    requireShare("--min-accuracy", minAccuracy);
    requireShare("--max-refused", maxRefused);
  }

  private static void requireShare(String option, Double share) {
    if (share != null && !(share >= 0 && share <= 1)) {
      throw new UsageException(
          "Invalid %s: expected a number from 0 to 1, found %s".formatted(option, share));
    }
  }

  /**
   * Checks that there will be an accuracy where one is wanted: before a night's work rather than
   * after it.
   *
   * @throws UsageException where there will be none
   */
  void requireMeasurable(ScoringPlan work) {
    if (minAccuracy == null) {
      return;
    }
    if (!work.source().isLabelled()) {
      throw new UsageException(
          work.files().isPresent()
              ? "--min-accuracy needs --labels: there is no accuracy without them"
              : "--min-accuracy needs labels, and there are " + work.summary().labels());
    }
    if (work.network().isRegression()) { // which is not right or wrong
      throw new UsageException(
          "--min-accuracy needs a network that tells classes apart: %s gives a number"
              .formatted(work.network()));
    }
  }

  /**
   * @throws QualityException where results are worse than is asked for
   */
  void require(Counts counts, Networks networks) {
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
    for (int i = 0; i < networks.names().size(); i++) {
      Counts one = counts.of(i);
      if ((double) one.correct() / one.labelled() < minAccuracy) {
        throw new QualityException(
            "Accuracy%s is below --min-accuracy: expected at least %s, found %s"
                .formatted(
                    networks.areSeveral() ? " of " + networks.names().get(i) : "",
                    minAccuracy,
                    one.accuracy()));
      }
    }
  }
}
