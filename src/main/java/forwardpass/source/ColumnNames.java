package forwardpass.source;

import static org.apache.spark.sql.functions.col;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.StructType;

/** Names of a table's columns, as Spark and as messages have them. */
public final class ColumnNames {
  /** Where a reader of Spark's puts a record that it cannot read. */
  public static final String CORRUPT = "_corrupt_record";

  private static final int MOST_SHOWN = 8;

  private ColumnNames() {}

  /** The names of the columns, for a message. */
  public static String of(StructType schema) {
    List<String> names =
        Arrays.stream(schema.fieldNames()).filter(name -> !name.equals(CORRUPT)).toList();
    return names.size() <= MOST_SHOWN
        ? String.join(", ", names)
        : "%s and %d more"
            .formatted(String.join(", ", names.subList(0, MOST_SHOWN)), names.size() - MOST_SHOWN);
  }

  /** A column whatever characters its name has. */
  public static Column quoted(String name) {
    return col("`" + name.replace("`", "``") + "`");
  }
}
