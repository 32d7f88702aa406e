package forwardpass.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.regexp_extract;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Lines of LIBSVM, but for those that are blank or comments. */
final class LibsvmTable {
  /** The column of a file of text. */
  static final String LINE = "value";

  private LibsvmTable() {}

  static Dataset<Row> load(SparkSession session, String path) {
    return session.read().text(path).filter(not(col(LINE).rlike("^\\s*(#.*)?$")));
  }

  static Labels labels(LabelRule rule) {
    return rule.isNone()
        ? Labels.none(", as --label-from none says")
        : Labels.ofText(
            regexp_extract(col(LINE), "^\\s*(\\S+)", 1),
            List.of(),
            "labels from the beginning of each line");
  }
}
