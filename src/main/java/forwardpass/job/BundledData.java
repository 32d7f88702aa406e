package forwardpass.job;

import forwardpass.error.UsageException;
import org.apache.spark.sql.SparkSession;

/** The data that come with the project. */
public final class BundledData {
  /** The Spark option that says where they are. */
  public static final String OPTION = "spark.forwardpass.data";

  private BundledData() {}

  /**
   * @param option the option that they stand in for
   * @throws UsageException where they are not at hand
   */
  static String path(String name, String option, SparkSession spark) {
    String directory = spark.conf().get(OPTION, null);
    if (directory == null) {
      throw new UsageException(
          "%s is missing: without submit.sh, which sets %s, there is no default"
              .formatted(option, OPTION));
    }
    return directory + "/" + name;
  }
}
