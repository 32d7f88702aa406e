package forwardpass.source.table;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.input_file_name;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import forwardpass.error.InputException;
import forwardpass.error.UsageException;
import forwardpass.source.ColumnNames;
import forwardpass.source.InputSummary;
import forwardpass.source.PixelScale;
import forwardpass.source.features.FeaturesColumn;
import forwardpass.source.features.NetworkPictures;
import forwardpass.source.labels.LabelColumn;
import forwardpass.source.labels.LabelRule;
import forwardpass.source.labels.Labels;
import forwardpass.source.text.GzippedText;
import forwardpass.source.text.JsonText;
import forwardpass.tasks.ReadFailure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Opens what Spark can read as an {@link ImageTable}: CSV with a column for each pixel, LIBSVM, and
 * any format of tables that have a column of images, arrays, vectors or bytes.
 *
 * @param format {@code image}, {@code csv}, {@code libsvm}, or any that Spark knows
 * @param pictures that the network takes, of so many values
 * @param featuresColumn the column that has them; none to look for one
 * @param labels where the labels come from, and how they name classes
 * @param scale what the values are multiplied by
 * @param firstIndex that LIBSVM's indices begin at; none for what the files say, or 1
 * @param partitions at least how many partitions; none to let Spark choose
 */
public record TableReader(
    String format,
    NetworkPictures pictures,
    Optional<String> featuresColumn,
    LabelRule labels,
    PixelScale scale,
    OptionalInt firstIndex,
    OptionalInt partitions) {

  /** Formats that read the logs of their tables. */
  private static final List<String> OWN_LOGS = List.of("delta", "hudi", "iceberg");

  /** Its rows say where they are in their file, which can be cut. */
  private static final String PARQUET = "parquet";

  /**
   * Of how many bytes of images Spark unpacks rows of Parquet and ORC at once, at most: its 4,096
   * rows, of images, are more than a processor's cache holds, and may be more than there is memory.
   */
  private static final int BYTES_AT_ONCE = 400_000;

  private static final int LEAST_ROWS = 16;

  /** How many values the network takes. */
  int width() {
    return pictures.values();
  }

  /**
   * Opens a file, directory or glob.
   *
   * @throws InputException where there is nothing to read, or no column to score
   * @throws UsageException where Spark knows no such format
   */
  public ImageTable open(SparkSession spark, TableFiles files) {
    String path = files.named();
    SnappyPages.install();
    try {
      SparkSession session = session(spark);
      if (!OWN_LOGS.contains(format)) {
        ManagedTable.requireNone(path, spark.sessionState().newHadoopConf());
      }
      ImageTable table = rows(session, files).of(files.images(), files::passedOver);
      if (!isSplittable()) {
        WholeFiles.set(session, table.rows(), partitions);
      }
      if (table.rows().select(lit(1)).limit(1).isEmpty()) {
        throw new InputException(
            "Cannot score %s: expected at least one row, found none; check the path"
                .formatted(path));
      }
      return table;
    } catch (Exception e) {
      throw ReadFailure.translated(e, path);
    }
  }

  private ImageTable rows(SparkSession session, TableFiles files) throws IOException {
    DataFrameReader reader = files.reader(session);
    String[] paths = files.pathArray();
    return switch (format) {
      case "csv" -> new CsvTable(this, lines(session, files), files.named()).open();
      case "libsvm" -> new LibsvmTable(this, lines(session, files), files.named()).open();
      case "json" -> {
        Dataset<Row> lines = files.reader(session).text(paths);
        boolean isInSeveralLines = JsonText.isInSeveralLines(lines, files.named());
        yield table(reader.option("multiLine", isInSeveralLines).json(paths), files);
      }
      case PARQUET ->
          table(
              reader.option("parquet.page.verify-checksum.enabled", "true").parquet(paths), files);
      default -> table(reader.format(format).load(paths), files);
    };
  }

  private static Dataset<Row> lines(SparkSession session, TableFiles files) throws IOException {
    Dataset<Row> lines = files.reader(session).text(files.pathArray());
    GzippedText.requireNamedSo(lines);
    return lines;
  }

  /** A session of its own, for rows as wide as images. */
  private SparkSession session(SparkSession spark) {
    SparkSession session = spark.newSession();
    setRowsAtOnce(session, Float.BYTES);
    if (isSplittable()) {
      partitions.ifPresent(
          count -> session.conf().set("spark.sql.files.minPartitionNum", String.valueOf(count)));
    }
    return session;
  }

  /** Each batch of rows costs Spark some microseconds, whatever it has. */
  private void setRowsAtOnce(SparkSession session, int bytesOfValue) {
    String rows = String.valueOf(Math.max(LEAST_ROWS, BYTES_AT_ONCE / bytesOfValue / width()));
    session.conf().set("spark.sql.parquet.columnarReaderBatchSize", rows);
    session.conf().set("spark.sql.orc.columnarReaderBatchSize", rows);
  }

  private boolean isSplittable() {
    return format.equals(PARQUET);
  }

  private ImageTable table(Dataset<Row> rows, TableFiles files) {
    String path = files.named();
    StructType schema = rows.schema();
    FeaturesColumn features = new FeaturesFinder(this, rows, path).find();
    if (features.reader().areBytes()) {
      setRowsAtOnce(rows.sparkSession(), Byte.BYTES);
    }
    List<String> used = new ArrayList<>(features.used());
    Labels found = new LabelColumn(labels, schema, path).find();
    used.addAll(found.used());
    used.add(ColumnNames.CORRUPT);
    OwnColumns own = OwnColumns.of(schema, used);
    List<Column> columns = new ArrayList<>(own.columns());
    boolean hasMetadata = hasMetadata(rows);
    // _metadata.file_path would make a path anew for each of Spark's batches.
    Column file = hasMetadata ? input_file_name() : lit(path);
    columns.addAll(
        TableColumn.columns(
            isSplittable() ? col("_metadata.row_index") : lit(null).cast(DataTypes.LongType),
            found,
            corrupt(schema),
            file,
            features.column()));
    return new ImageTable(
        rows.select(columns.toArray(Column[]::new)),
        own.schema(),
        features.reader(),
        features.scale(),
        !isSplittable() && hasMetadata,
        InputSummary.scaled(features.what(), features.scale()),
        found.described(),
        found.areThere());
  }

  private Column corrupt(StructType schema) {
    return Arrays.asList(schema.fieldNames()).contains(ColumnNames.CORRUPT)
        ? when(
            col(ColumnNames.CORRUPT).isNotNull(),
            lit("expected a record of " + format + ", found another"))
        : TableColumn.NO_TEXT;
  }

  private static boolean hasMetadata(Dataset<Row> rows) {
    try {
      rows.select(col("_metadata.file_path"));
      return true;
    } catch (Exception e) {
      if (e instanceof AnalysisException) {
        return false;
      }
      throw e;
    }
  }
}
