package forwardpass.source.table;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import forwardpass.files.FileTypes;
import forwardpass.files.FoundFile;
import forwardpass.files.FoundFiles;
import forwardpass.source.InputSummary;
import forwardpass.source.features.FeaturesColumn;
import forwardpass.source.files.ImageFiles;
import forwardpass.source.files.PassedOverAccumulator;
import forwardpass.source.labels.DirectoryLabels;
import forwardpass.source.labels.Labels;
import forwardpass.tasks.ReadFailure;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * Image files, each a row.
 *
 * @param reader says how they are read
 * @param found files, and others among them
 */
public record ImageFilesTable(TableReader reader, FoundFiles found) {
  /** So that few cores wait for the last of them. */
  private static final int TASKS_PER_CORE = 4;

  /**
   * Opens them.
   *
   * @throws forwardpass.error.InputException where none is an image
   */
  public ImageTable open(SparkSession spark) {
    String files = ImageFiles.described(found, spark.sessionState().newHadoopConf());
    try {
      PassedOverAccumulator passedOver = new PassedOverAccumulator();
      return table(images(spark.newSession(), passedOver)).of(files, passedOver::value);
    } catch (Exception e) {
      throw ReadFailure.translated(e, found.named());
    }
  }

  private Dataset<Row> images(SparkSession session, PassedOverAccumulator passedOver) {
    int partitions =
        reader
            .partitions()
            .orElseGet(() -> TASKS_PER_CORE * session.sparkContext().defaultParallelism());
    return ImageFiles.load(session, found, passedOver, partitions);
  }

  private ImageTable table(Dataset<Row> rows) {
    FeaturesColumn features = new FeaturesFinder(reader, rows, found.named()).find();
    Labels labels = new DirectoryLabels(reader.labels()).of(col("path"), possibleImages());
    List<Column> columns =
        TableColumn.columns(
            col("file"),
            lit(0L),
            labels,
            TableColumn.NO_TEXT,
            col(ImageFiles.TOO_LARGE),
            features.column());
    return new ImageTable(
        rows.select(columns.toArray(Column[]::new)),
        new StructType(),
        features.reader(),
        features.scale(),
        false,
        InputSummary.scaled(features.what(), features.scale()),
        labels.described(),
        labels.areThere());
  }

  /** The files that are images unless their content says otherwise. */
  private List<Path> possibleImages() {
    return found.files().stream()
        .filter(file -> FileTypes.mayBeImage(file.name()))
        .map(FoundFile::path)
        .toList();
  }
}
