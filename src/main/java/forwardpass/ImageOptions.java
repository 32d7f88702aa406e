package forwardpass;

import forwardpass.error.UsageException;
import forwardpass.nn.Dense;
import forwardpass.nn.Network;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Option;

/** The options that say which images, and how they are read. */
final class ImageOptions {
  /** Virtual machines keep a few words of an array for themselves, and buffers have some slack. */
  private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 64;

  @Option(
      names = "--images",
      paramLabel = "PATH",
      description =
          "IDX images, gzipped or not: a file, directory or glob on any Hadoop file system (the test set in data/).")
  private String images;

  @Option(
      names = "--labels",
      paramLabel = "PATH",
      description =
          "IDX labels, paired with the images by position; without them there are predictions and no accuracy (those in data/ when --images is not given).")
  private String labels;

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
          "Divide pixels by 255, or not (unsigned bytes are divided; numbers of other types are taken as they are).")
  private Boolean normalize;

  @Option(
      names = "--partitions",
      paramLabel = "N",
      description = "Input partitions (from size and cores).")
  private Integer partitions;

  /** Checks what can be checked before Spark is started. */
  void check() {
    requirePositive("--batch-size", batchSize);
    if (partitions != null) {
      requirePositive("--partitions", partitions);
    }
    if (images == null && labels != null) {
      throw new UsageException("--labels needs --images: say which images these are the labels of");
    }
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
    return areOwn()
        ? Optional.of(OwnData.path("t10k-labels-idx1-ubyte.gz", "--labels", spark))
        : Optional.ofNullable(labels);
  }

  /** Whether there will be labels to compare predictions with. */
  boolean areLabelled() {
    return areOwn() || labels != null;
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

  float imageScale() {
    return normalize == null || normalize ? 1 / 255f : 1;
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
