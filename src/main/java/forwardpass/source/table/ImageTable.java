package forwardpass.source.table;

import forwardpass.files.PassedOver;
import forwardpass.source.BatchReader;
import forwardpass.source.Batching;
import forwardpass.source.ImageSource;
import forwardpass.source.InputSummary;
import forwardpass.source.InternalRows;
import forwardpass.source.features.FeaturesReader;
import java.util.List;
import java.util.function.Supplier;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;

/**
 * Rows to score: columns of their own first, and then those that {@link TableColumn} names.
 *
 * @param own the columns that come out as they are, beside the prediction
 * @param features reads what the network takes
 * @param scale what the values are multiplied by
 * @param indexed whether rows that do not say their index come in the order of their file, whole
 * @param images how many files of what there are, in words
 * @param values how the values are prepared, in words
 * @param labels where the labels come from, or that there are none, in words
 * @param isLabelled whether there are labels
 * @param passedOver the files that were no images, so far
 */
public record ImageTable(
    Dataset<Row> rows,
    StructType own,
    FeaturesReader features,
    float scale,
    boolean indexed,
    String images,
    String values,
    String labels,
    boolean isLabelled,
    Supplier<PassedOver> passedOver)
    implements ImageSource {
  /** Of files of which nothing is said. */
  ImageTable(
      Dataset<Row> rows,
      StructType own,
      FeaturesReader features,
      float scale,
      boolean indexed,
      String values,
      String labels,
      boolean isLabelled) {
    this(
        rows, own, features, scale, indexed, "", values, labels, isLabelled, () -> PassedOver.NONE);
  }

  /** The same, of these files. */
  ImageTable of(String files, Supplier<PassedOver> others) {
    return new ImageTable(
        rows, own, features, scale, indexed, files, values, labels, isLabelled, others);
  }

  @Override
  public float byteScale() {
    return scale;
  }

  @Override
  public float numberScale() {
    return scale;
  }

  @Override
  public boolean areBytes() {
    return features.areBytes();
  }

  @Override
  public boolean arePictures() {
    return features.arePictures();
  }

  @Override
  public BatchReader reader(Batching batching) {
    return new TableBatches(features, indexed, own.size(), batching);
  }

  @Override
  public float white() {
    return features.areBytes() || scale != 1 ? 255 : 1;
  }

  @Override
  public JavaRDD<InternalRow> rows(Batching batching, boolean withOwn) {
    return InternalRows.of(TableBatches.rows(rows, own, withOwn));
  }

  /** Nobody has told it. */
  @Override
  public List<Integer> imageShape() {
    return List.of();
  }

  @Override
  public InputSummary summary() {
    return new InputSummary(images, values, labels);
  }
}
