package forwardpass;

import forwardpass.error.UsageException;
import forwardpass.files.FileSelection;
import forwardpass.files.FileWalk;
import forwardpass.files.FoundFiles;
import forwardpass.files.ImageFormat;
import forwardpass.nn.ClassNumbers;
import forwardpass.nn.Dense;
import forwardpass.nn.Network;
import forwardpass.spark.LabelFrom;
import forwardpass.spark.LabelRule;
import forwardpass.spark.PixelScale;
import forwardpass.spark.RecordMode;
import forwardpass.spark.Table;
import forwardpass.spark.TableFiles;
import forwardpass.spark.TableReader;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say which images, and how they are read. */
final class ImageOptions {
  /** Virtual machines keep a few words of an array for themselves, and buffers have some slack. */
  private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 64;

  @Option(
      names = "--images",
      paramLabel = "PATH",
      description =
          "IDX, image files, CSV, LIBSVM or a table: a file, directory or glob on any Hadoop file system (the test set in data/).")
  private String images;

  @Option(
      names = "--labels",
      paramLabel = "PATH",
      description =
          "IDX labels, paired with the images by position; without them there are predictions and no accuracy (those in data/ when --images is not given).")
  private String labels;

  @Option(
      names = "--format",
      paramLabel = "NAME",
      description =
          "How to read the images: idx, image, csv, libsvm, or any format of Spark's, such as parquet (told from name and content).")
  private String format;

  @Option(
      names = "--features-column",
      paramLabel = "NAME",
      description =
          "The column of a table that has vectors, arrays, bytes or images (features, image, pixels, img or content).")
  private String featuresColumn;

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
      names = "--mode",
      paramLabel = "NAME",
      defaultValue = "FAILFAST",
      description =
          "What a bad record of a table or a bad image file does: FAILFAST ends the job, PERMISSIVE gives no prediction and the reason, DROPMALFORMED leaves it out (${DEFAULT-VALUE}).")
  private RecordMode mode;

  @Option(
      names = "--batch-size",
      paramLabel = "N",
      defaultValue = "100",
      description = "Images per matrix product (${DEFAULT-VALUE}).")
  private int batchSize;

  @Option(
      names = "--normalize",
      negatable = true,
      fallbackValue = "true",
      description =
          "Divide pixels by 255, or not (integers are divided, and text where any of the first thousand records has a value above 1; floating-point numbers are taken as they are).")
  private Boolean normalize;

  @Mixin private final PreparationOptions preparation = new PreparationOptions();

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

  @Option(
      names = "--recursive",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description = "Take the files of directories in a directory, too, or not (taken).")
  private boolean recursive;

  @Option(
      names = "--include",
      paramLabel = "GLOB",
      description =
          "Of a directory, take the images whose path below it matches; a glob without a slash is of names (all; any number of times).")
  private List<String> include = List.of();

  @Option(
      names = "--exclude",
      paramLabel = "GLOB",
      description = "Of a directory, leave out the images whose path matches (none; likewise).")
  private List<String> exclude = List.of();

  /** Checks what can be checked before Spark is started. */
  void check() {
    selection();
    requirePositive("--batch-size", batchSize);
    if (partitions != null) {
      requirePositive("--partitions", partitions);
    }
    if (firstClass < 0) {
      throw new UsageException(
          "Invalid --first-class: expected a whole number from 0, found %d".formatted(firstClass));
    }
    requireOneSourceOfLabels();
    if (firstIndex != null && firstIndex != 0 && firstIndex != 1) {
      throw new UsageException(
          "Invalid --first-index: expected 0 or 1, found %d".formatted(firstIndex));
    }
    if (images == null && labels != null) {
      throw new UsageException("--labels needs --images: say which images these are the labels of");
    }
  }

  /**
   * Finds the images, and how to read them.
   *
   * @throws forwardpass.error.InputException where there are none
   */
  FoundImages find(SparkSession spark) {
    Optional<String> asked = Optional.ofNullable(format).map(name -> name.toLowerCase(Locale.ROOT));
    if (asked.isPresent()
        && !asked.get().equals(ImageFormat.IDX)
        && !TableFiles.areFound(asked.get())) {
      return new FoundImages(asked.get(), Optional.empty());
    }
    Configuration hadoop = spark.sessionState().newHadoopConf();
    FoundFiles files = FileWalk.find(images(spark), selection(), hadoop);
    return new FoundImages(
        asked.orElseGet(() -> ImageFormat.of(files, hadoop)), Optional.of(files));
  }

  /** Which files of a directory are images to score. */
  FileSelection selection() {
    return new FileSelection(recursive, globs("--include", include), globs("--exclude", exclude));
  }

  /** Which files of a directory are labels. */
  FileSelection labelSelection() {
    return new FileSelection(recursive, List.of(), List.of());
  }

  private static List<FileSelection.Glob> globs(String option, List<String> texts) {
    try {
      return texts.stream().map(FileSelection.Glob::of).toList();
    } catch (IllegalArgumentException e) {
      throw new UsageException("Invalid %s: %s".formatted(option, e.getMessage()), e);
    }
  }

  /**
   * How labels name the classes of a network; of one that gives a number they name none.
   *
   * @throws UsageException where there are no such numbers
   */
  ClassNumbers classNumbers(Network network) {
    if (firstClass != 0 && network.isRegression()) {
      throw new UsageException(
          "--first-class needs a network that tells classes apart: %s gives a number"
              .formatted(network));
    }
    if (firstClass > Integer.MAX_VALUE - network.classes()) {
      throw new UsageException(
          "Invalid --first-class: expected at most %d for %d classes, found %d"
              .formatted(Integer.MAX_VALUE - network.classes(), network.classes(), firstClass));
    }
    return new ClassNumbers(firstClass, network.classes());
  }

  /** Those of the options of labels that are not as they are by themselves. */
  Map<String, String> describedLabels() {
    return firstClass == 0 ? Map.of() : Map.of("first-class", String.valueOf(firstClass));
  }

  private void requireOneSourceOfLabels() {
    if (labelFrom().isPresent() && (labels != null || labelColumn != null)) {
      throw new UsageException(
          "%s and --label-from do not go together: each says where labels come from"
              .formatted(labels != null ? "--labels" : "--label-column"));
    }
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

  /**
   * Checks that the options of labels are ones that images of a format take.
   *
   * @throws UsageException where they are not
   */
  void requireLabelsFor(String found) {
    boolean hasColumns = !List.of(ImageFormat.IDX, "image", "libsvm").contains(found);
    if (labelColumn != null && !hasColumns) {
      throw new UsageException(
          "--label-column is for tables and CSV, found images of format " + found);
    }
    if (labelFrom().equals(Optional.of(LabelFrom.DIRECTORY)) && !found.equals("image")) {
      throw new UsageException(
          "--label-from directory is for image files, found images of format " + found);
    }
  }

  /** What is done to pixels before they are divided. */
  PreparationOptions preparation() {
    return preparation;
  }

  /** What is done about a bad record. */
  RecordMode mode() {
    return mode;
  }

  /**
   * Reads images of any format but IDX.
   *
   * @throws UsageException where options are given that such images do not take
   */
  Table table(FoundImages found, SparkSession spark, Network network) {
    if (labels != null) {
      throw new UsageException(
          "--labels is for IDX images: %s has its labels with it, in --label-column or in the directories' names"
              .formatted(images));
    }
    Configuration hadoop = spark.sessionState().newHadoopConf();
    TableFiles files =
        found
            .files()
            .map(some -> TableFiles.of(found.format(), some, hadoop))
            .orElseGet(() -> TableFiles.ofOwn(found.format(), images, selection()));
    return new TableReader(
            found.format(),
            network.inputs(),
            Optional.ofNullable(featuresColumn),
            new LabelRule(
                Optional.ofNullable(labelColumn),
                labelFrom(),
                network.isRegression() ? Optional.empty() : Optional.of(classNumbers(network))),
            new PixelScale(
                areLeftTo(network) ? Optional.of(false) : Optional.ofNullable(normalize)),
            firstIndex == null ? OptionalInt.empty() : OptionalInt.of(firstIndex),
            partitions())
        .open(spark, files);
  }

  /** Whether the images to score are the project's own test set. */
  boolean areOwn() {
    return images == null;
  }

  /** The images that {@code --images} names, or the project's own. */
  String images(SparkSession spark) {
    return areOwn() ? OwnData.path("t10k-images-idx3-ubyte.gz", "--images", spark) : images;
  }

  /** The labels of those images; none where they have none. */
  Optional<String> labels(SparkSession spark) {
    if (labelFrom().isPresent()) {
      return Optional.empty();
    }
    return areOwn()
        ? Optional.of(OwnData.path("t10k-labels-idx1-ubyte.gz", "--labels", spark))
        : Optional.ofNullable(labels);
  }

  /** Whether there will be labels to compare predictions with. */
  boolean areLabelled() {
    return labelFrom().isEmpty() && (areOwn() || labels != null);
  }

  /** The batch size, for which the largest array of a batch is one that Java can have. */
  int batchSize(Network network) {
    int widest = network.inputs() * Double.BYTES; // as a file can hold them
    for (Dense layer : network.layers()) {
      widest = Math.max(widest, layer.outputs());
    }
    int most = LARGEST_ARRAY / widest;
    if (batchSize > most) {
      throw new UsageException(
          "Invalid --batch-size: expected at most %d for the network %s, found %d"
              .formatted(most, network, batchSize));
    }
    return batchSize;
  }

  /** What integers are multiplied by. */
  float imageScale(Network network) {
    boolean isDivided = normalize == null ? !network.isOfPixels() : normalize;
    return isDivided ? 1 / 255f : 1;
  }

  /** Whether pixels are as they are because the network is seen to take them so. */
  boolean areLeftTo(Network network) {
    return normalize == null && network.isOfPixels();
  }

  float featureScale() {
    return normalize != null && normalize ? 1 / 255f : 1;
  }

  OptionalInt partitions() {
    return partitions == null ? OptionalInt.empty() : OptionalInt.of(partitions);
  }

  private static void requirePositive(String option, int value) {
    if (value < 1) {
      throw new UsageException(
          "Invalid %s: expected a whole number from 1, found %d".formatted(option, value));
    }
  }
}
