package forwardpass.sink;

import forwardpass.error.UsageException;
import forwardpass.sink.parquet.FlatParquet;
import java.util.Locale;
import org.apache.spark.SparkThrowable;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.datasources.DataSource;
import org.apache.spark.sql.execution.datasources.FileFormat;
import org.apache.spark.sql.execution.datasources.v2.FileDataSourceV2;
import org.apache.spark.sql.types.StructType;

/** What Spark knows of a sink by its name. */
final class OutputFormat {
  private static final String PARQUET = "parquet.";

  private OutputFormat() {}

  /**
   * Checks that Spark knows a format.
   *
   * @throws UsageException where it does not
   */
  static void requireKnown(String format, SparkSession spark) {
    source(format, spark);
  }

  /**
   * Whether Spark itself puts the rows into files in a directory, which are named {@code part-*}. A
   * table format keeps an account of its files beside them, and other sinks write elsewhere.
   *
   * @throws UsageException where there is no such format
   */
  static boolean isOfPartFiles(String format, SparkSession spark) {
    Class<?> source = source(format, spark);
    return FileFormat.class.isAssignableFrom(source)
        || FileDataSourceV2.class.isAssignableFrom(source);
  }

  /**
   * The name by which Spark finds what writes such rows. Parquet of plain columns is written by
   * this project's own, unless options of Parquet's are given: it knows those of {@link
   * SinkDefaults} alone.
   */
  static String writer(Destination destination, StructType schema, SparkSession spark) {
    boolean isPlain =
        destination.format().equalsIgnoreCase("parquet")
            && FlatParquet.isFor(schema)
            && destination.options().keySet().stream().noneMatch(OutputFormat::isOfParquet)
            && spark.sessionState().newHadoopConf().getPropsWithPrefix(PARQUET).isEmpty();
    return isPlain ? FlatParquet.class.getName() : destination.format();
  }

  private static boolean isOfParquet(String option) {
    return option.toLowerCase(Locale.ROOT).startsWith(PARQUET);
  }

  private static Class<?> source(String format, SparkSession spark) {
    try {
      return DataSource.lookupDataSource(format, spark.sessionState().conf());
    } catch (Exception e) { // checked ones of Scala's are not declared
      throw refused(format, e);
    }
  }

  private static RuntimeException refused(String format, Exception e) {
    if (e instanceof SparkThrowable known && "DATA_SOURCE_NOT_FOUND".equals(known.getCondition())) {
      return new UsageException(
          "Invalid --output-format: expected a format that Spark finds on the class path, found %s"
              .formatted(format),
          e);
    }
    if (e instanceof AnalysisException known) {
      return new UsageException(
          "Invalid --output-format %s: %s".formatted(format, known.getSimpleMessage()), e);
    }
    return e instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(e);
  }
}
