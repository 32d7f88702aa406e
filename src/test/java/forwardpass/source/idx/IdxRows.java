package forwardpass.source.idx;

import forwardpass.SharedSpark;
import java.nio.file.Path;
import org.apache.spark.sql.DataFrameReader;
import org.junit.jupiter.api.io.TempDir;

/** Reads files with Spark's own reader, as format {@code idx}. */
abstract class IdxRows {
  @TempDir Path dir;

  static DataFrameReader idx() {
    return SharedSpark.session().read().format("idx");
  }

  static String uri(Path file) {
    return "file:" + file;
  }
}
