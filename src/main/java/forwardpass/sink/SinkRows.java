package forwardpass.sink;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Rows to be written.
 *
 * @param table computed when it is written
 * @param repeated columns that have one value in many rows, one after the other
 */
public record SinkRows(Dataset<Row> table, List<String> repeated) {
  public SinkRows {
    repeated = List.copyOf(repeated);
  }

  static SinkRows of(Dataset<Row> table) {
    return new SinkRows(table, List.of());
  }
}
