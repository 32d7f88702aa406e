package forwardpass.ml;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.struct;

import forwardpass.source.ColumnNames;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;

/** Tables as {@link RawRow}s, and back. */
public final class RawRows {
  private static final String VALUE = "value";

  private RawRows() {}

  /**
   * What a function makes of the partitions of a table; computed when it is asked for.
   *
   * @param schema of what the function makes
   */
  static Dataset<Row> mapped(
      Dataset<Row> table,
      FlatMapFunction<Iterator<InternalRow>, InternalRow> function,
      StructType schema) {
    MapPartitionsFunction<RawRow, RawRow> ofRawRows =
        rows -> new Mapped<>(function.call(new Mapped<>(rows, RawRow::row)), RawRow::new);
    Column[] columns =
        Arrays.stream(table.columns()).map(ColumnNames::quoted).toArray(Column[]::new);
    Dataset<Row> results =
        table
            .select(row(struct(columns), new RawRowType(table.schema())).as(VALUE))
            .as(Encoders.udt(new RawRowType(table.schema())))
            .mapPartitions(ofRawRows, Encoders.udt(new RawRowType(schema)))
            .toDF(VALUE);
    return results.select(row(col(VALUE), schema).as(VALUE)).select(VALUE + ".*");
  }

  private static Column row(Column row, DataType type) {
    return StaticCalls.of(RawRows.class, "row", type, List.of(row), false);
  }

  private record Mapped<T, R>(Iterator<T> all, Function<T, R> function) implements Iterator<R> {
    @Override
    public boolean hasNext() {
      return all.hasNext();
    }

    @Override
    public R next() {
      return function.apply(all.next());
    }
  }

  /** Called by Spark: a row under another type is the same row. */
  public static InternalRow row(Object row) {
    return (InternalRow) row;
  }
}
