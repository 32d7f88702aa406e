package forwardpass.sink.parquet;

import java.util.Map;
import java.util.function.Supplier;
import org.apache.parquet.column.ColumnWriter;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/** Takes a value that is not null out of a row, without boxing it. */
@FunctionalInterface
interface FlatValue {
  /** For each type that is known, what makes one for a column. */
  Map<DataType, Supplier<FlatValue>> OF_TYPES =
      Map.of(
          DataTypes.BooleanType,
          () -> (row, at, writer, level) -> writer.write(row.getBoolean(at), 0, level),
          DataTypes.IntegerType,
          () -> (row, at, writer, level) -> writer.write(row.getInt(at), 0, level),
          DataTypes.LongType,
          () -> (row, at, writer, level) -> writer.write(row.getLong(at), 0, level),
          DataTypes.FloatType,
          () -> (row, at, writer, level) -> writer.write(row.getFloat(at), 0, level),
          DataTypes.DoubleType,
          () -> (row, at, writer, level) -> writer.write(row.getDouble(at), 0, level),
          DataTypes.StringType,
          FlatText::new);

  /**
   * Takes it.
   *
   * @param at the place of its column in the row
   */
  void add(InternalRow row, int at, ColumnWriter writer, int level);
}
