package forwardpass.sink.parquet;

import org.apache.parquet.column.ColumnWriter;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * A column that is filled with values of rows.
 *
 * @param writer takes them
 * @param at its place in the row
 * @param level what Parquet calls the level of definition of a value that is not null
 * @param value takes one of a row, and gives it to the writer
 */
record FlatColumn(ColumnWriter writer, int at, int level, FlatValue value) {
  /** Takes the value of a row. */
  void add(InternalRow row) {
    if (row.isNullAt(at)) {
      writer.writeNull(0, 0);
    } else {
      value.add(row, at, writer, level);
    }
  }
}
