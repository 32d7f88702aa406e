package forwardpass.cli;

import forwardpass.job.Networks;
import forwardpass.scoring.Counts;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What is said of a job that is done. */
record Results(Counts counts, Networks networks) {
  /** The lines of stdout: one for each network, where images have labels. */
  List<String> accuracies() {
    if (counts.labelled() == 0) {
      return List.of();
    }
    return ofNetworks()
        .mapToObj(
            i ->
                "Accuracy%s: %s"
                    .formatted(
                        networks.areSeveral() ? " " + networks.names().get(i) : "",
                        counts.of(i).accuracy()))
        .toList();
  }

  /** What computed them, in words. */
  String computed() {
    return counts.blas().isEmpty() ? "no BLAS" : String.join(" and ", counts.blas());
  }

  /** How many records were refused, to follow other words; nothing where none was. */
  String refused() {
    return counts.refused() == 0
        ? ""
        : String.format(
            Locale.ROOT,
            "; %,d of %,d records refused",
            counts.refused(),
            counts.images() + counts.refused());
  }

  /** How many images are predicted right, for each network. */
  String right() {
    return counts.labelled() == 0
        ? "no labels"
        : ofNetworks()
            .mapToObj(i -> networks.titled(i, right(counts.of(i))))
            .collect(Collectors.joining("; "));
  }

  private static String right(Counts counts) {
    String right =
        String.format(Locale.ROOT, "%,d of %,d right", counts.correct(), counts.labelled());
    long unlabelled = counts.images() - counts.labelled();
    return unlabelled == 0
        ? right
        : right + String.format(Locale.ROOT, ", %,d without a label", unlabelled);
  }

  private IntStream ofNetworks() {
    return IntStream.range(0, networks.names().size());
  }
}
