package forwardpass.job;

import forwardpass.error.UsageException;
import forwardpass.files.FileSelection;
import forwardpass.files.FileWalk;
import forwardpass.files.FoundFiles;
import forwardpass.files.ImageFormat;
import forwardpass.hub.PreprocessorConfig;
import forwardpass.model.Model;
import forwardpass.pixels.PixelRequest;
import forwardpass.scoring.RecordMode;
import forwardpass.source.ImageSource;
import forwardpass.source.features.NetworkPictures;
import forwardpass.source.features.PictureChannels;
import forwardpass.source.features.PictureWishes;
import forwardpass.source.formats.SourceFormat;
import forwardpass.source.formats.SourceFormats;
import forwardpass.source.formats.SourceRequest;
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
 * @param pictures what encoded ones are made; told from the network where it is not given
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
    PictureWishes pictures,
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

  /**
   * Finds the images, and how to read them.
   *
   * @throws forwardpass.error.InputException where there are none
   */
  public FoundImages find(SparkSession spark) {
    Optional<SourceFormat> asked = format.map(SourceFormats::of);
    if (asked.isPresent() && !asked.get().isOfFiles()) {
      return new FoundImages(asked.get(), Optional.empty());
    }
    Configuration hadoop = spark.sessionState().newHadoopConf();
    FoundFiles files = FileWalk.find(images(spark), selection, hadoop);
    return new FoundImages(
        asked.orElseGet(() -> SourceFormats.of(ImageFormat.of(files, hadoop))), Optional.of(files));
  }

  /**
   * What to open, for a network.
   *
   * @param files those that were found; none for a format that finds its own
   */
  SourceRequest source(
      Optional<FoundFiles> files, Inputs inputs, Model network, SparkSession spark) {
    return new SourceRequest(
        spark,
        inputs.images(),
        files,
        selection,
        inputs.labels(),
        labels.rule(network),
        pixels.scale(network),
        new NetworkPictures(network.inputs(), network.pictures(), pictures),
        featuresColumn,
        firstIndex,
        partitions);
  }

  /** The same, where what was not asked for is done as the network's own files say. */
  ImageRequest preparedAs(PreprocessorConfig config) {
    return new ImageRequest(
        path,
        format,
        selection,
        labels,
        pixels.orElse(config),
        new PictureWishes(
            pictures.resize().or(config::resize),
            pictures.crop().or(config::crop),
            pictures.interpolation().or(config::interpolation),
            pictures
                .channels()
                .or(
                    () ->
                        config.isBlueFirst()
                            ? Optional.of(PictureChannels.BGR)
                            : Optional.empty())),
        featuresColumn,
        firstIndex,
        mode,
        batchSize,
        partitions);
  }

  /** The same, with the names of classes. */
  ImageRequest named(List<String> names) {
    return new ImageRequest(
        path,
        format,
        selection,
        labels.named(names),
        pixels,
        pictures,
        featuresColumn,
        firstIndex,
        mode,
        batchSize,
        partitions);
  }

  /**
   * Checks that what was asked for of pictures can be done.
   *
   * @param path of the images, in messages
   * @throws UsageException where it is of pictures, and there are none
   */
  void requirePictures(ImageSource source, String path) {
    if (pictures.option().isPresent() && !source.arePictures()) {
      throw new UsageException(
          "Invalid %s: expected pictures, such as PNG and JPEG files, found pixels of the network's size in %s; leave it out"
              .formatted(pictures.option().get(), path));
    }
  }

  /** The batch size, for which the largest array of a batch is one that Java can have. */
  public int batchSize(Model network) {
    int widest = // as a file can hold them
        Math.max(network.inputs() * Double.BYTES, network.widest());
    int most = LARGEST_ARRAY / widest;
    if (batchSize > most) {
      throw new UsageException(
          "Invalid --batch-size: expected at most %d for the network %s, found %d"
              .formatted(most, network, batchSize));
    }
    return batchSize;
  }
}
