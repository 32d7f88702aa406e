package forwardpass.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.not;

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
}
