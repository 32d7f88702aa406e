package forwardpass.job;

import forwardpass.error.UsageException;
import forwardpass.files.FileSelection;
import forwardpass.files.FileWalk;
import forwardpass.files.FoundFiles;
import forwardpass.files.ImageFormat;
import forwardpass.nn.Dense;
import forwardpass.nn.Network;
import forwardpass.scoring.RecordMode;
import forwardpass.source.table.ImageTable;
import forwardpass.source.table.TableFiles;
import forwardpass.source.table.TableReader;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;

/**
 * Which images are to be scored, and how they are read.
 *
 * @param path a file, directory or glob; the project's own test set where it is not given
 * @param format in small letters; told from the files where it is not given
 * @param selection of the files of a directory
 * @param featuresColumn of a table; found where it is not given
 * @param firstIndex of the pixels of LIBSVM, 0 or 1; what the file says where it is not given
 * @param mode what is done about a bad record
 * @param batchSize images that are scored together at most
 * @param partitions of the input; from size and cores where it is not given
 */
public record ImageRequest(
    Optional<String> path,
    Optional<String> format,
    FileSelection selection,
    LabelRequest labels,
    PixelRequest pixels,
    Optional<String> featuresColumn,
    OptionalInt firstIndex,
    RecordMode mode,
    int batchSize,
    OptionalInt partitions) {
  /** Virtual machines keep a few words of an array for themselves, and buffers have some slack. */
  private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 64;

  /** Whether the images are the project's own test set. */
  public boolean areOwn() {
    return path.isEmpty();
  }

  /** Where the images are. */
  public String images(SparkSession spark) {
    return path.orElseGet(() -> BundledData.path("t10k-images-idx3-ubyte.gz", "--images", spark));
  }

  /** Where their IDX labels are; none where they have none. */
  public Optional<String> labels(SparkSession spark) {
    if (labels.from().isPresent()) {
      return Optional.empty();
    }
    return areOwn()
        ? Optional.of(BundledData.path("t10k-labels-idx1-ubyte.gz", "--labels", spark))
        : labels.path();
  }

  /** Whether IDX images have labels. */
  public boolean areLabelled() {
    return labels.from().isEmpty() && (areOwn() || labels.path().isPresent());
  }

  /** Which files of a directory are labels. */
  FileSelection labelSelection() {
    return new FileSelection(selection.recursive(), List.of(), List.of());
  }

  /**
   * Finds the images, and how to read them.
   *
   * @throws forwardpass.error.InputException where there are none
   */
  public FoundImages find(SparkSession spark) {
    if (format.isPresent()
        && !format.get().equals(ImageFormat.IDX)
        && !TableFiles.areFound(format.get())) {
      return new FoundImages(format.get(), Optional.empty());
    }
    Configuration hadoop = spark.sessionState().newHadoopConf();
    FoundFiles files = FileWalk.find(images(spark), selection, hadoop);
    return new FoundImages(
        format.orElseGet(() -> ImageFormat.of(files, hadoop)), Optional.of(files));
  }

  /**
   * Reads images of any format but IDX.
   *
   * @throws UsageException where options are given that such images do not take
   */
  ImageTable table(FoundImages found, SparkSession spark, Network network) {
    String name = images(spark);
    if (labels.path().isPresent()) {
      throw new UsageException(
          "--labels is for IDX images: %s has its labels with it, in --label-column or in the directories' names"
              .formatted(name));
    }
    Configuration hadoop = spark.sessionState().newHadoopConf();
    TableFiles files =
        found
            .files()
            .map(some -> TableFiles.of(found.format(), some, hadoop))
            .orElseGet(() -> TableFiles.ofOwn(found.format(), name, selection));
    return new TableReader(
            found.format(),
            network.inputs(),
            featuresColumn,
            labels.rule(network),
            pixels.scale(network),
            firstIndex,
            partitions)
        .open(spark, files);
  }

  /** The batch size, for which the largest array of a batch is one that Java can have. */
  public int batchSize(Network network) {
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
}
