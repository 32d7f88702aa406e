package forwardpass;

import forwardpass.blas.Gemm;
import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;

/**
 * The Spark session that all tests of one JVM share: two cores, and tasks are tried three times.
 */
public final class SharedSpark {
  /** The project's own test set and weights. */
  public static final Path DATA = Path.of("data").toAbsolutePath();

  static {
    System.setProperty("spark.forwardpass.data", DATA.toString()); // as spark-submit does
    Gemm.fastest(); // before a test of MLlib has netlib look for a library, which it does once
  }

  private static final SparkSession SESSION =
      SparkSession.builder()
          .master("local[2,3]")
          .appName("tests")
          .config("spark.ui.enabled", "false")
          .config("spark.sql.shuffle.partitions", "2")
          .getOrCreate();

  private SharedSpark() {}

  public static SparkSession session() {
    return SESSION;
  }
}
