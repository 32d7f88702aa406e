package forwardpass.sink;

import forwardpass.tasks.TaskHeap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.SparkSession;

/** The options with which rows are written where none are given. */
final class SinkDefaults {
  /** As RFC 4180 has it and other readers expect it, and with the spaces of texts kept. */
  private static final Map<String, String> CSV =
      Map.of(
          "header",
          "true",
          "escape",
          "\"",
          "ignoreLeadingWhiteSpace",
          "false",
          "ignoreTrailingWhiteSpace",
          "false");

  private static final String ROW_GROUP_BYTES = "parquet.block.size";

  private SinkDefaults() {}

  /**
   * @param repeated columns that have one value in many rows, one after the other
   */
  static Map<String, String> of(String format, List<String> repeated, SparkSession spark) {
    return switch (format.toLowerCase(Locale.ROOT)) {
      case "csv" -> CSV;
      case "parquet" -> parquet(repeated, spark);
      default -> Map.of();
    };
  }

  /**
   * Hardly an index or a probability comes twice, and a dictionary of them would cost as much
   * again. What is repeated is in a dictionary, by which readers tell what a file has: comparing
   * each value with the least and the greatest so far would be a quarter of the writing.
   */
  private static Map<String, String> parquet(List<String> repeated, SparkSession spark) {
    Map<String, String> options = new HashMap<>();
    options.put("parquet.enable.dictionary#index", "false");
    options.put("parquet.enable.dictionary#probability", "false");
    repeated.forEach(column -> options.put("parquet.column.statistics.enabled#" + column, "false"));
    options.put(ROW_GROUP_BYTES, String.valueOf(rowGroupBytes(spark)));
    return options;
  }

  /**
   * What a task gathers before it writes any of it: as much as is asked for, but in half of its
   * memory.
   */
  private static long rowGroupBytes(SparkSession spark) {
    SparkContext context = spark.sparkContext();
    long share = TaskHeap.of(context).room() / TaskHeap.tasks(context);
    long wanted = spark.sessionState().newHadoopConf().getLong(ROW_GROUP_BYTES, 128 << 20);
    return Math.max(1 << 20, Math.min(wanted, share / 2));
  }
}
