package forwardpass.source.arrays;

import forwardpass.error.InputException;
import forwardpass.files.FoundFile;
import forwardpass.files.PassedOver;
import forwardpass.files.TakenFiles;
import forwardpass.npz.ArrayFile;
import forwardpass.source.BatchReader;
import forwardpass.source.Batching;
import forwardpass.source.FileSource;
import forwardpass.source.ImageSource;
import forwardpass.source.InputSummary;
import forwardpass.source.InternalRows;
import forwardpass.source.PixelScale;
import forwardpass.source.labels.LabelRule;
import java.util.List;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;

/** Images in NumPy's files, each read by one task. */
public final class ArrayImages implements FileSource {
  private static final StructType SCHEMA =
      new StructType().add("path", DataTypes.StringType, false);

  private static final int WHITE = 255;
  private static final int ROWS = 1;
  private static final int COLOURS = 4;

  private final SparkSession spark;
  private final TakenFiles files;
  private final PixelScale scale;
  private final ImageArrays arrays;
  private final List<Long> shape;
  private final boolean areLabelled;
  private final String labels;

  /**
   * Looks at the first file.
   *
   * @param rule what was said of labels
   * @param values how many the network takes
   * @param channels how many of these belong to a pixel
   * @param scale what pixels are multiplied by
   * @throws forwardpass.error.InputException where it is damaged, or not for the network
   */
  public ArrayImages(
      SparkSession spark,
      TakenFiles files,
      LabelRule rule,
      int values,
      int channels,
      PixelScale scale) {
    this.spark = spark;
    this.files = files;
    this.scale = scale;
    Configuration hadoop = spark.sessionState().newHadoopConf();
    String first = files.files().get(0).toString();
    ArrayFile any = ImageArrays.openAny(first, hadoop);
    if (files.files().size() == 1 && any.images().header().count() == 0) {
      ImageArrays.close(any, first);
      throw new InputException(
          "Cannot score %s: expected at least one image, found none; check the path"
              .formatted(any.images().place()));
    }
    this.arrays = ImageArrays.like(any, values, channels);
    this.shape = any.images().header().shape();
    this.areLabelled = !rule.isNone() && any.labels() != null;
    this.labels =
        areLabelled
            ? "labels from " + any.labels().place().substring(first.length() + 2)
            : "no labels" + (rule.isNone() ? ", as --label-from none says" : "");
    ImageArrays.close(any, first);
    ImageArrays.close(arrays.open(first, hadoop), first);
  }

  private ArrayImages(ArrayImages all, TakenFiles files) {
    this.spark = all.spark;
    this.files = files;
    this.scale = all.scale;
    this.arrays = all.arrays;
    this.shape = all.shape;
    this.areLabelled = all.areLabelled;
    this.labels = all.labels;
  }

  @Override
  public List<FoundFile> files() {
    return files.files();
  }

  @Override
  public ImageSource of(List<FoundFile> some) {
    return new ArrayImages(this, new TakenFiles(files.format(), some, List.of(), PassedOver.NONE));
  }

  /** One task reads a file. */
  @Override
  public long work(FoundFile file, long taskBytes) {
    return Math.min(file.length(), taskBytes);
  }

  @Override
  public JavaRDD<InternalRow> rows(Batching batching, boolean withOwn) {
    List<String> paths = files.files().stream().map(FoundFile::toString).toList();
    return InternalRows.of(
        spark.createDataFrame(
            JavaSparkContext.fromSparkContext(spark.sparkContext())
                .parallelize(paths, paths.size())
                .map(RowFactory::create),
            SCHEMA));
  }

  @Override
  public BatchReader reader(Batching batching) {
    SerializableConfiguration hadoop =
        new SerializableConfiguration(spark.sessionState().newHadoopConf());
    return new ArrayBatches(
        JavaSparkContext.fromSparkContext(spark.sparkContext()).broadcast(hadoop),
        arrays,
        areLabelled,
        batching);
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
    return arrays.isFloat() ? scale.ofFloats() : scale.ofIntegers();
  }

  @Override
  public boolean areBytes() {
    return arrays.areBytes();
  }

  @Override
  public float white() {
    return arrays.isFloat() && numberScale() == 1 ? 1 : WHITE;
  }

  /** Of colours nobody says how to exchange rows and columns. */
  @Override
  public List<Integer> imageShape() {
    boolean isGrey =
        shape.size() == COLOURS - 1 || (shape.size() == COLOURS && shape.get(COLOURS - 1) == 1);
    return isGrey
        ? List.of(Math.toIntExact(shape.get(ROWS)), Math.toIntExact(shape.get(ROWS + 1)))
        : List.of();
  }

  @Override
  public boolean isLabelled() {
    return areLabelled;
  }

  @Override
  public Supplier<PassedOver> passedOver() {
    return files::passedOver;
  }

  @Override
  public InputSummary summary() {
    return new InputSummary(
        files.described(),
        InputSummary.scaled("pixels", arrays.areBytes() ? byteScale() : numberScale()),
        labels);
  }
}
