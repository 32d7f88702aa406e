package forwardpass.source.shards;

import forwardpass.error.InputException;
import forwardpass.files.FoundFile;
import forwardpass.files.PassedOver;
import forwardpass.files.TakenFiles;
import forwardpass.source.BatchReader;
import forwardpass.source.Batching;
import forwardpass.source.FileSource;
import forwardpass.source.ImageSource;
import forwardpass.source.InputSummary;
import forwardpass.source.InternalRows;
import forwardpass.source.PassedOverAccumulator;
import forwardpass.source.PixelScale;
import forwardpass.source.TaskBytes;
import forwardpass.source.features.NetworkPictures;
import forwardpass.source.features.PictureMaking;
import forwardpass.source.labels.LabelRule;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;

/** Tar shards as WebDataset writes them, large ones in parts. */
public final class Shards implements FileSource {
  private static final StructType OWN =
      new StructType()
          .add("key", DataTypes.StringType)
          .add("json", DataTypes.StringType)
          .add("txt", DataTypes.StringType);

  private static final float WHITE = 255;

  private final SparkSession spark;
  private final TakenFiles files;
  private final PictureMaking making;
  private final PixelScale scale;
  private final boolean areLabelled;
  private final String labels;
  private final OptionalInt partitions;
  private final List<Shards> parted = new ArrayList<>();
  private List<ShardPart> parts;
  private final PassedOverAccumulator passedOver = new PassedOverAccumulator();

  /**
   * Looks at the first sample of the first shard that has one.
   *
   * @param rule what was said of labels
   * @param pictures that the network takes
   * @param scale what pixels are multiplied by
   * @param partitions about how many; none for so many as suits the cores
   * @throws InputException where no shard has a sample, or the network does not take what it can be
   *     made
   */
  public Shards(
      SparkSession spark,
      TakenFiles files,
      LabelRule rule,
      NetworkPictures pictures,
      PixelScale scale,
      OptionalInt partitions) {
    this.spark = spark;
    this.files = files;
    this.making = pictures.making(files.files().get(0).toString());
    this.scale = scale;
    this.partitions = partitions;
    Sample first = first();
    this.areLabelled = !rule.isNone() && first.label() != null;
    this.labels =
        areLabelled
            ? "labels from .cls"
            : "no labels"
                + (rule.isNone()
                    ? ", as --label-from none says"
                    : ": the first key, %s, has no .cls".formatted(first.key()));
  }

  private Shards(Shards all, TakenFiles files) {
    this.spark = all.spark;
    this.files = files;
    this.making = all.making;
    this.scale = all.scale;
    this.partitions = all.partitions;
    this.areLabelled = all.areLabelled;
    this.labels = all.labels;
  }

  @Override
  public List<FoundFile> files() {
    return files.files();
  }

  @Override
  public ImageSource of(List<FoundFile> some) {
    Shards shards =
        new Shards(this, new TakenFiles(files.format(), some, List.of(), PassedOver.NONE));
    parted.add(shards);
    return shards;
  }

  @Override
  public long work(FoundFile file, long taskBytes) {
    boolean isGzip = file.name().endsWith("gz");
    return isGzip ? Math.min(file.length(), taskBytes) : file.length();
  }

  private Sample first() {
    Configuration hadoop = spark.sessionState().newHadoopConf();
    for (FoundFile file : files.files()) {
      try (ShardSamples samples = ShardSamples.open(ShardPart.whole(file), hadoop)) {
        if (samples.hasNext()) {
          return samples.next();
        }
      }
    }
    throw new InputException(
        "Cannot score %s: expected at least one key with an image, found none; check the path"
            .formatted(files.files().get(0)));
  }

  @Override
  public JavaRDD<InternalRow> rows(Batching batching, boolean withOwn) {
    List<ShardPart> all = parts();
    return InternalRows.of(
        spark.createDataFrame(
            JavaSparkContext.fromSparkContext(spark.sparkContext())
                .parallelize(all, all.size())
                .map(part -> part.row(withOwn)),
            ShardPart.SCHEMA));
  }

  /** Found once: the headers of large shards are read for it. */
  private List<ShardPart> parts() {
    if (parts == null) {
      long total = files.files().stream().mapToLong(FoundFile::length).sum();
      long mostWhole = partitions.isPresent() ? 0 : TaskBytes.fairShare(spark, total);
      parts =
          new ShardCuts(
                  TaskBytes.of(spark, total, partitions),
                  mostWhole,
                  spark.sessionState().newHadoopConf())
              .cut(files.files().stream().map(ShardPart::whole).toList());
    }
    return parts;
  }

  @Override
  public BatchReader reader(Batching batching) {
    if (!passedOver.isRegistered()) {
      spark.sparkContext().register(passedOver, "passed over");
    }
    SerializableConfiguration hadoop =
        new SerializableConfiguration(spark.sessionState().newHadoopConf());
    return new ShardBatches(
        JavaSparkContext.fromSparkContext(spark.sparkContext()).broadcast(hadoop),
        areLabelled,
        making,
        batching,
        passedOver);
  }

  @Override
  public StructType own() {
    return OWN;
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
  public List<Integer> imageShape() {
    return making.shape();
  }

  @Override
  public boolean isLabelled() {
    return areLabelled;
  }

  @Override
  public Supplier<PassedOver> passedOver() {
    return () ->
        parted.stream()
            .map(shards -> shards.passedOver().get())
            .reduce(files.passedOver().plus(passedOver.value()), PassedOver::plus);
  }

  @Override
  public InputSummary summary() {
    return new InputSummary(
        files.described(),
        InputSummary.scaled("pixels" + making.described(), scale.ofIntegers()),
        labels);
  }
}
