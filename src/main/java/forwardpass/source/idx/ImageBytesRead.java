package forwardpass.source.idx;

import org.apache.spark.sql.connector.metric.CustomSumMetric;

/** How many bytes the images are that a scan has read, decompressed; as {@link ImagesRead}. */
public final class ImageBytesRead extends CustomSumMetric {
  static final String NAME = "imageBytesRead";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String description() {
    return "bytes of images read";
  }
}
