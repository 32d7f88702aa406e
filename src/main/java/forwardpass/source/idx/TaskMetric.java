package forwardpass.source.idx;

import java.util.function.LongSupplier;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;

/** A metric of one task, read whenever Spark asks for it. */
record TaskMetric(String name, LongSupplier current) implements CustomTaskMetric {
  @Override
  public long value() {
    return current.getAsLong();
  }
}
