package forwardpass.cli;

import forwardpass.error.UsageException;
import forwardpass.job.LabelRequest;
import forwardpass.source.labels.LabelFrom;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that say where labels come from, and what they mean. */
final class LabelOptions {
  @Option(
      names = "--labels",
      paramLabel = "PATH",
      description =
          "IDX labels, paired with the images by position; without them there are predictions and no accuracy (those in data/ when --images is not given).")
  private String labels;

  @Option(
      names = "--label-column",
      paramLabel = "NAME",
      description =
          "The column of a table that has the labels (label, labels, class, target or fine_label, where there is one).")
  private String labelColumn;

  @Option(
      names = "--label-from",
      paramLabel = "NAME",
      description =
          "directory: the names of directories are the labels of image files, or else the job fails; none: there are no labels (directory where all of them are named as classes; else none).")
  private String labelFrom;

  @Option(
      names = "--first-class",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "The label that means class 0; labels and predictions are then written in the labels' own numbers (${DEFAULT-VALUE}).")
  private int firstClass;

  @Option(
      names = "--class-names",
      paramLabel = "FILE",
      description =
          "The names of the classes, one on each line, in their order: labels may be names, and the output has them as column class (those of config.json in the model's directory).")
  private String classNames;

  /**
   * @throws UsageException where they do not go together
   */
  LabelRequest request() {
    if (firstClass < 0) {
      throw new UsageException(
          "Invalid --first-class: expected a whole number from 0, found %d".formatted(firstClass));
    }
    if (labelFrom != null && (labels != null || labelColumn != null)) {
      throw new UsageException(
          "%s and --label-from do not go together: each says where labels come from"
              .formatted(labels != null ? "--labels" : "--label-column"));
    }
    return new LabelRequest(
        Optional.ofNullable(labels),
        Optional.ofNullable(labelColumn),
        labelFrom(),
        firstClass,
        Optional.ofNullable(classNames),
        List.of());
  }

  private Optional<LabelFrom> labelFrom() {
    if (labelFrom == null) {
      return Optional.empty();
    }
    return switch (labelFrom.toLowerCase(Locale.ROOT)) {
      case "directory" -> Optional.of(LabelFrom.DIRECTORY);
      case "none" -> Optional.of(LabelFrom.NONE);
      default ->
          throw new UsageException(
              "Invalid --label-from: expected directory or none, found " + labelFrom);
    };
  }
}
