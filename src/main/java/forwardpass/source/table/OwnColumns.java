package forwardpass.source.table;

import forwardpass.source.ColumnNames;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The columns of a table that come out as they are, beside the prediction.
 *
 * @param schema their names and types
 * @param columns of the table
 */
record OwnColumns(StructType schema, List<Column> columns) {
  /** All columns but those that the job uses up. */
  static OwnColumns of(StructType table, List<String> used) {
    StructType schema = new StructType();
    List<Column> columns = new ArrayList<>();
    for (StructField field : table.fields()) {
      if (!used.contains(field.name())) {
        schema = schema.add(field.name(), field.dataType());
        columns.add(ColumnNames.quoted(field.name()));
      }
    }
    return new OwnColumns(schema, columns);
  }
}
