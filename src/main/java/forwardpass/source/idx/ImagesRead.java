package forwardpass.source.idx;

import org.apache.spark.sql.connector.metric.CustomSumMetric;

/**
 * How many images a scan has read, in Spark's UI. Public, with a public constructor, for Spark
 * makes one by its name.
 */
public final class ImagesRead extends CustomSumMetric {
  static final String NAME = "imagesRead";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String description() {
    return "images read";
  }
}
