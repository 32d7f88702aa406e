package forwardpass.source.table;

import forwardpass.source.ColumnNames;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The columns of a table that come out as they are, beside the prediction.
 *
 * @param schema under the names that they come out with
 * @param columns of the table
 */
record OwnColumns(StructType schema, List<Column> columns) {
  private static final List<String> OURS =
      List.of("file", "index", "label", "prediction", "probability", "probabilities");

  /** All columns but those that the job uses up. */
  static OwnColumns of(StructType table, List<String> used) {
    StructType schema = new StructType();
    List<Column> columns = new ArrayList<>();
    for (StructField field : table.fields()) {
      if (!used.contains(field.name())) {
        schema = schema.add(name(field.name(), table), field.dataType());
        columns.add(ColumnNames.quoted(field.name()));
      }
    }
    return new OwnColumns(schema, columns);
  }

  /**
   * A column of the rows' own that would be taken for one of ours gets a name that no other has:
   * sinks take capitals and small letters for the same.
   */
  private static String name(String name, StructType table) {
    boolean isOurs = OURS.stream().anyMatch(name::equalsIgnoreCase);
    if (!isOurs) {
      return name;
    }
    String other = "input_" + name;
    while (Arrays.stream(table.fieldNames()).anyMatch(other::equalsIgnoreCase)) {
      other = "input_" + other;
    }
    return other;
  }
}
