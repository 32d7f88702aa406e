package forwardpass.tasks;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.spark.SparkEnv;
import org.apache.spark.metrics.MetricsSystem;
import org.apache.spark.metrics.source.Source;
import scala.jdk.javaapi.CollectionConverters;

/** Numbers of a run among Spark's own metrics of the driver, for whatever sinks Spark has. */
public final class DriverMetrics implements Source {
  private static final String NAME = "forwardpass";

  private final MetricRegistry registry = new MetricRegistry();

  private DriverMetrics(Map<String, Supplier<Number>> numbers) {
    numbers.forEach((name, number) -> registry.register(name, (Gauge<Number>) number::get));
  }

  /** Shows the numbers of a run, in place of those of the run before, until there is another. */
  public static void show(Map<String, Supplier<Number>> numbers) {
    MetricsSystem metrics = SparkEnv.get().metricsSystem();
    List<Source> earlier =
        new ArrayList<>(CollectionConverters.asJava(metrics.getSourcesByName(NAME)));
    earlier.forEach(metrics::removeSource);
    metrics.registerSource(new DriverMetrics(numbers));
  }

  @Override
  public String sourceName() {
    return NAME;
  }

  @Override
  public MetricRegistry metricRegistry() {
    return registry;
  }
}
