package forwardpass.job;

import forwardpass.idx.ElementType;
import forwardpass.scoring.Preparation;
import forwardpass.source.idx.IdxListing;
import forwardpass.source.table.ImageTable;
import java.util.Locale;
import java.util.Optional;

/**
 * What the job took its images for, said before the work.
 *
 * @param images how many there are, or how many files, and of what format
 * @param values how they are prepared for the network
 * @param labels where their labels come from, or that there are none
 */
record InputSummary(String images, String values, String labels) {
  /**
   * Of IDX files, whose headers say how many images they have.
   *
   * @param scale what bytes are multiplied by
   * @param otherScale what other numbers are multiplied by
   */
  static InputSummary of(IdxListing files, Optional<String> labels, float scale, float otherScale) {
    boolean areBytes =
        files.pairs().stream()
            .allMatch(pair -> pair.images().header().type() == ElementType.UNSIGNED_BYTE);
    boolean areOthers =
        files.pairs().stream()
            .noneMatch(pair -> pair.images().header().type() == ElementType.UNSIGNED_BYTE);
    String values =
        areBytes || scale == otherScale
            ? ImageTable.described("pixels", scale)
            : areOthers
                ? ImageTable.described("pixels", otherScale)
                : ImageTable.described("bytes", scale)
                    + ", "
                    + ImageTable.described("other numbers", otherScale);
    return new InputSummary(
        String.format(
            Locale.ROOT,
            "%,d in %,d IDX %s",
            files.images(),
            files.pairs().size(),
            files.pairs().size() == 1 ? "file" : "files"),
        values,
        labels.map(path -> "labels from " + path + extended(files)).orElse("no labels"));
  }

  private static String extended(IdxListing files) {
    return files.pairs().stream().anyMatch(pair -> pair.labels().header().hasExtendedLabels())
        ? ", the first of 8 numbers each"
        : "";
  }

  /** With what is done to pixels beside. */
  InputSummary with(Preparation preparation) {
    return new InputSummary(images, values + preparation.described(), labels);
  }

  /** Of a table, whose rows nobody has counted. */
  static InputSummary of(ImageTable table) {
    return new InputSummary(table.images(), table.values(), table.labels());
  }

  /** The same, and why values are prepared as they are. */
  InputSummary withReason(String reason) {
    return new InputSummary(images, values + ", " + reason, labels);
  }

  @Override
  public String toString() {
    return "Images: %s; %s; %s".formatted(images, values, labels);
  }
}
