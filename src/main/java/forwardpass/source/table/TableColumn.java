package forwardpass.source.table;

import static org.apache.spark.sql.functions.lit;

import forwardpass.source.InternalRows;
import forwardpass.source.labels.Labels;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * What an {@link ImageTable} has of each row, behind the columns of the row's own; {@link
 * TableBatches} has these, with the others as a struct among them.
 */
enum TableColumn {
  /** The row's position in its file from 0, or null. */
  INDEX(0),
  /** A double, or null. */
  LABEL(1),
  /** The label as it is written, to say what is wrong with it; null where its number says it. */
  LABEL_TEXT(2),
  /** Why the reader could not read the row, or null. */
  CORRUPT(3),
  /** The file's URI. Beside the features, where {@link InternalRows} has it once for many rows. */
  FILE(4),
  /** What the network takes. */
  FEATURES(5);

  /** Where nothing is wrong. */
  static final Column NO_TEXT = lit(null).cast(DataTypes.StringType);

  private final int offset;

  TableColumn(int offset) {
    this.offset = offset;
  }

  /** The columns of a table, as {@link ImageTable#rows} has them. */
  static StructType schema(StructType own, DataType features) {
    StructType schema = own;
    for (TableColumn column : values()) {
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

  /** Of a table of other columns. */
  static List<Column> columns(
      Column index, Labels labels, Column corrupt, Column file, Column features) {
    return List.of(
        index.as(INDEX.columnName()),
        labels.number().as(LABEL.columnName()),
        labels.text().as(LABEL_TEXT.columnName()),
        corrupt.as(CORRUPT.columnName()),
        file.as(FILE.columnName()),
        features.as(FEATURES.columnName()));
  }

  String columnName() {
    return "_forwardpass_" + name();
  }

  /** Its number in a row that has so many columns of its own first. */
  int at(int own) {
    return own + offset;
  }
}
