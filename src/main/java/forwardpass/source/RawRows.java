package forwardpass.source;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.struct;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;

/** Tables as {@link RawRow}s, and back. */
public final class RawRows {
  private static final String VALUE = "value";

  private RawRows() {}

  /** The rows of a table. */
  public static Dataset<RawRow> of(Dataset<Row> table) {
    StructType schema = table.schema();
    Column[] columns =
        Arrays.stream(schema.fieldNames()).map(ColumnNames::quoted).toArray(Column[]::new);
    Column row =
        StaticCalls.of(
            RawRows.class, "row", new RawRowType(schema), List.of(struct(columns)), false);
    return table.select(row.as(VALUE)).as(encoder(schema));
  }

  /** What Spark makes them by. */
  public static Encoder<RawRow> encoder(StructType schema) {
    return Encoders.udt(new RawRowType(schema));
  }

  /** A table of such rows. */
  public static Dataset<Row> table(Dataset<RawRow> rows, StructType schema) {
    Column row = StaticCalls.of(RawRows.class, "row", schema, List.of(col(VALUE)), false);
    return rows.toDF(VALUE).select(row.as(VALUE)).select(VALUE + ".*");
  }

  /** Called by Spark: a row under another type is the same row. */
  public static InternalRow row(Object row) {
    return (InternalRow) row;
  }
}
