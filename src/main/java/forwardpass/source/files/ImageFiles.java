package forwardpass.source.files;

import forwardpass.error.InputException;
import forwardpass.files.FileTypes;
import forwardpass.files.FoundFiles;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Image files, each a row: file, the URI; path; content; and why it has none, where it is too
 * large. Of one that is only named as an image, the content is its first bytes, which tell what it
 * is. Files that are images neither by their content nor by their names are passed over, and
 * counted.
 */
public final class ImageFiles {
  public static final String TOO_LARGE = "too large";

  static final StructType SCHEMA =
      new StructType()
          .add("file", DataTypes.StringType)
          .add("path", DataTypes.StringType)
          .add("content", DataTypes.BinaryType)
          .add(TOO_LARGE, DataTypes.StringType);

  private ImageFiles() {}

  /**
   * The images among files; Spark's own reader leaves out those whose names begin with an
   * underscore, and those of no bytes.
   *
   * @param passedOver takes what is no image
   * @param partitions at least how many, where there are as many files
   */
  public static Dataset<Row> load(
      SparkSession session, FoundFiles found, PassedOverAccumulator passedOver, int partitions) {
    session.sparkContext().register(passedOver, "passed over");
    JavaSparkContext context = JavaSparkContext.fromSparkContext(session.sparkContext());
    Broadcast<SerializableConfiguration> hadoop = context.broadcast(configuration(session));
    List<ImageSlice> slices = ImageSlice.cut(found.files(), partitions);
    return session.createDataFrame(
        context
            .parallelize(slices, slices.size())
            .mapPartitions(parts -> new ImageRows(parts, hadoop.value().value(), passedOver)),
        SCHEMA);
  }

  private static SerializableConfiguration configuration(SparkSession session) {
    return new SerializableConfiguration(session.sessionState().newHadoopConf());
  }

  /**
   * How many files there are, in words.
   *
   * @throws InputException where none is an image, by its name or its content
   */
  public static String described(FoundFiles found, Configuration hadoop) {
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
}
