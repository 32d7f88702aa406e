package forwardpass.cli;

import forwardpass.error.UsageException;
import forwardpass.job.ImageRequest;
import forwardpass.scoring.RecordMode;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say which images, and how they are read. */
final class ImageOptions {
  @Option(
      names = "--images",
      paramLabel = "PATH",
      description =
          "IDX, image files, CSV, LIBSVM or a table: a file, directory or glob on any Hadoop file system (the test set in data/).")
  private String images;

  @Option(
      names = "--format",
      paramLabel = "NAME",
      description =
          "How to read the images: idx, image, webdataset, npz, npy, csv, libsvm, or any format of Spark's, such as parquet (told from name and content).")
  private String format;

  @Mixin private final FileOptions files = new FileOptions();
  @Mixin private final LabelOptions labels = new LabelOptions();

  @Option(
      names = "--features-column",
      paramLabel = "NAME",
      description =
          "The column of a table that has vectors, arrays, bytes or images (features, image, pixels, img or content).")
  private String featuresColumn;

  @Option(
      names = "--mode",
      paramLabel = "NAME",
      defaultValue = "FAILFAST",
      description =
          "What a bad record does: FAILFAST ends the job, PERMISSIVE gives no prediction and the reason, DROPMALFORMED leaves it out (${DEFAULT-VALUE}).")
  private RecordMode mode;

  @Option(
      names = "--batch-size",
      paramLabel = "N",
      defaultValue = "100",
      description = "Images per matrix product (${DEFAULT-VALUE}).")
  private int batchSize;

  @Mixin private final PixelOptions pixels = new PixelOptions();
  @Mixin private final PictureOptions pictures = new PictureOptions();

  @Option(
      names = "--first-index",
      paramLabel = "N",
      description =
          "The index of a LIBSVM file's first pixel, 0 or 1 (what the file's comments say; else 1).")
  private Integer firstIndex;

  @Option(
      names = "--partitions",
      paramLabel = "N",
      description = "Input partitions (from size and cores).")
  private Integer partitions;

  /**
   * What they ask for.
   *
   * @throws UsageException where that can be nothing
   */
  ImageRequest request() {
    requirePositive("--batch-size", batchSize);
    if (partitions != null) {
      requirePositive("--partitions", partitions);
    }
    if (firstIndex != null && firstIndex != 0 && firstIndex != 1) {
      throw new UsageException(
          "Invalid --first-index: expected 0 or 1, found %d".formatted(firstIndex));
    }
    ImageRequest request =
        new ImageRequest(
            Optional.ofNullable(images),
            Optional.ofNullable(format).map(name -> name.toLowerCase(Locale.ROOT)),
            files.selection(),
            labels.request(),
            pixels.request(),
            pictures.wishes(),
            Optional.ofNullable(featuresColumn),
            optional(firstIndex),
            mode,
            batchSize,
            optional(partitions));
    if (request.areOwn() && request.labels().path().isPresent()) {
      throw new UsageException("--labels needs --images: say which images these are the labels of");
    }
    return request;
  }

  private static OptionalInt optional(Integer value) {
    return value == null ? OptionalInt.empty() : OptionalInt.of(value);
  }

  private static void requirePositive(String option, int value) {
    if (value < 1) {
      throw new UsageException(
          "Invalid %s: expected a whole number from 1, found %d".formatted(option, value));
    }
  }
}
