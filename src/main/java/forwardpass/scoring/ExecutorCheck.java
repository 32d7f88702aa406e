package forwardpass.scoring;

import forwardpass.model.Model;
import forwardpass.model.Session;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.SparkSession;

/** Tries the network on executors before they are trusted with images. */
public record ExecutorCheck(Broadcast<Model> network)
    implements MapPartitionsFunction<Long, String> {
  /** Enough for each executor to get one, as Spark deals them out. */
  private static final int TASKS_PER_CORE = 4;

  /**
   * Runs it.
   *
   * @return executors that passed, each with its BLAS
   * @throws IllegalStateException where one computes something else than Java does
   */
  public static List<String> run(SparkSession spark, Broadcast<Model> network) {
    int tasks = spark.sparkContext().defaultParallelism() * TASKS_PER_CORE;
    return List.copyOf(
        new TreeSet<>(
            spark
                .range(0, tasks, 1, tasks)
                .mapPartitions(new ExecutorCheck(network), Encoders.STRING())
                .collectAsList()));
  }

  @Override
  public Iterator<String> call(Iterator<Long> ignored) {
    String name;
    try (Session session = network.value().open(false)) {
      name = session.name();
    }
    String executor =
        "executor %s on %s, %s"
            .formatted(
                SparkEnv.get().executorId(),
                SparkEnv.get().blockManager().blockManagerId().host(),
                name);
    Optional<String> fault = network.value().selfTest();
    if (fault.isPresent()) {
      throw new IllegalStateException(
          "self-test failed on %s: %s".formatted(executor, fault.get()));
    }
    return List.of(executor).iterator();
  }
}
