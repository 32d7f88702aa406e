package forwardpass.source.files;

import forwardpass.error.InputException;
import forwardpass.files.FileTypes;
import forwardpass.files.FoundFile;
import forwardpass.files.FoundFiles;
import forwardpass.files.PassedOver;
import forwardpass.source.BatchReader;
import forwardpass.source.Batching;
import forwardpass.source.ImageSource;
import forwardpass.source.InputSummary;
import forwardpass.source.PassedOverAccumulator;
import forwardpass.source.PixelScale;
import forwardpass.source.features.NetworkPictures;
import forwardpass.source.features.PictureMaking;
import forwardpass.source.labels.DirectoryLabels;
import forwardpass.source.labels.FileLabels;
import forwardpass.source.labels.LabelRule;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Image files, one for each image. Files that are images neither by their content nor by their
 * names are passed over, and counted.
 */
public final class ImageFiles implements ImageSource {
  /** So that few cores wait for the last of them. */
  private static final int TASKS_PER_CORE = 4;

  private static final float WHITE = 255;

  private final SparkSession spark;
  private final FoundFiles found;
  private final String described;
  private final FileLabels labels;
  private final PictureMaking making;
  private final PixelScale scale;
  private final OptionalInt partitions;
  private final PassedOverAccumulator passedOver = new PassedOverAccumulator();

  /**
   * Looks at what was found, and opens no images yet.
   *
   * @param found files, and others among them
   * @param rule what was said of labels
   * @param pictures that the network takes
   * @param scale what pixels are multiplied by
   * @param partitions at least how many, where there are as many files; none for so many as suits
   *     the cores
   * @throws InputException where none is an image, or the network does not take what it can be made
   */
  public ImageFiles(
      SparkSession spark,
      FoundFiles found,
      LabelRule rule,
      NetworkPictures pictures,
      PixelScale scale,
      OptionalInt partitions) {
    this.spark = spark;
    this.found = found;
    this.described = described(found, spark.sessionState().newHadoopConf());
    this.making = pictures.making(found.named());
    this.labels = new DirectoryLabels(rule).of(directories(found));
    this.scale = scale;
    this.partitions = partitions;
  }

  /**
   * How many files there are, in words.
   *
   * @throws InputException where none is an image, by its name or its content
   */
  private static String described(FoundFiles found, Configuration hadoop) {
    int all = found.files().size();
    long named =
        found.files().stream().filter(file -> FileTypes.isNamedAsImage(file.name())).count();
    if (named == 0 && !FileTypes.isAnyImage(found, hadoop)) {
      throw new InputException(
          "Cannot read %s: expected images, found none in %,d files, such as %s; check the path and --format"
              .formatted(found.named(), all, found.files().get(0)));
    }
    String images =
        String.format(Locale.ROOT, "%,d image %s", named, named == 1 ? "file" : "files");
    return named == all
        ? images
        : String.format(
            Locale.ROOT, "%s, and those among %,d with other names", images, all - named);
  }

  /** Those of files that are images unless their content says otherwise. */
  private static Set<Path> directories(FoundFiles found) {
    Set<Path> directories = new LinkedHashSet<>();
    Path last = null;
    for (FoundFile file : found.files()) {
      if (!file.directory().equals(last) && FileTypes.mayBeImage(file.name())) {
        last = file.directory();
        directories.add(last);
      }
    }
    return directories;
  }

  @Override
  public JavaRDD<InternalRow> rows(Batching batching, boolean withOwn) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    int atLeast = partitions.orElseGet(() -> TASKS_PER_CORE * context.defaultParallelism());
    List<ImageSlice> slices = ImageSlice.cut(found, atLeast);
    return context
        .parallelize(slices, slices.size())
        .flatMap(slice -> slice.directories().iterator())
        .flatMap(DirectorySlice::rows);
  }

  @Override
  public BatchReader reader(Batching batching) {
    if (!passedOver.isRegistered()) {
      spark.sparkContext().register(passedOver, "passed over");
    }
    SerializableConfiguration hadoop =
        new SerializableConfiguration(spark.sessionState().newHadoopConf());
    return new ImageFileBatches(
        JavaSparkContext.fromSparkContext(spark.sparkContext()).broadcast(hadoop),
        labels,
        making,
        batching,
        passedOver);
  }

  @Override
  public StructType own() {
    return new StructType();
  }

  @Override
  public float byteScale() {
    return scale.ofIntegers();
  }

  @Override
  public float numberScale() {
    return scale.ofIntegers();
  }

  @Override
  public boolean areBytes() {
    return true;
  }

  @Override
  public float white() {
    return WHITE;
  }

  @Override
  public boolean arePictures() {
    return true;
  }

  @Override
  public boolean areFilesOfTheirOwn() {
    return true;
  }

  @Override
  public List<Integer> imageShape() {
    return making.shape();
  }

  @Override
  public boolean isLabelled() {
    return labels.areThere();
  }

  @Override
  public Supplier<PassedOver> passedOver() {
    return passedOver::value;
  }

  @Override
  public InputSummary summary() {
    return new InputSummary(
        described,
        InputSummary.scaled("pixels" + making.described(), scale.ofIntegers()),
        labels.described());
  }
}
