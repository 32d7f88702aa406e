package forwardpass.source.table;

import forwardpass.files.PassedOver;
import forwardpass.source.features.FeaturesReader;
import java.util.function.Supplier;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Rows to score: columns of their own first, and then those that {@link Column} names.
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
    Supplier<PassedOver> passedOver) {
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

  /** What is white, before it is scaled. */
  public float white() {
    return features.areBytes() || scale != 1 ? 255 : 1;
  }

  /** How values are scaled, in words. */
  public static String described(String values, float scale) {
    return values + (scale == 1 ? " as they are" : " divided by " + Math.round(1 / scale));
  }

  /** What follows the columns of the rows' own. */
  public enum Column {
    /** The file's URI. */
    FILE(0),
    /** The row's position in its file from 0, or null. */
    INDEX(1),
    /** A double, or null. */
    LABEL(2),
    /** The label as it is written, to say what is wrong with it. */
    LABEL_TEXT(3),
    /** Why the reader could not read the row, or null. */
    CORRUPT(4),
    /** Why the reader did not read a row that may be whole, or null. */
    TOO_LARGE(5),
    /** What the network takes. */
    FEATURES(6);

    private final int offset;

    Column(int offset) {
      this.offset = offset;
    }

    /** The columns of a table, as {@link ImageTable#rows} has them. */
    static StructType schema(StructType own, DataType features) {
      StructType schema = own;
      for (Column column : values()) {
        DataType type =
            switch (column) {
              case INDEX -> DataTypes.LongType;
              case LABEL -> DataTypes.DoubleType;
              case FEATURES -> features;
              default -> DataTypes.StringType;
            };
        schema = schema.add(column.columnName(), type);
      }
      return schema;
    }

    String columnName() {
      return "_forwardpass_" + name();
    }

    public int at(int own) {
      return own + offset;
    }
  }
}
