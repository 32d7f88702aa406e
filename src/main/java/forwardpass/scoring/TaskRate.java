package forwardpass.scoring;

import forwardpass.blas.Gemm;
import forwardpass.nn.DenseLimit;
import forwardpass.nn.Network;
import java.io.Serializable;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * How fast one task was.
 *
 * @param executor the executor that ran it, by Spark's id for it
 * @param host the machine of that executor
 * @param blas what multiplied the matrices
 * @param images how many images it took
 * @param start when it asked for its first image, in seconds by a clock of the executor's own
 * @param end when it was done with its last one
 */
public record TaskRate(
    String executor, String host, String blas, long images, double start, double end)
    implements Serializable {
  /** Runs a job of {@link BatchCounts}, and tells how fast each of its tasks was. */
  public static List<TaskRate> ofScoring(JavaRDD<InternalRow> scored) {
    return scored.mapPartitions(TaskRate::ofPartition).collect();
  }

  /**
   * Runs the network's matrix products alone, in as many tasks at once as the cluster runs.
   *
   * @param batchSize images per matrix product
   * @param seconds for how long
   */
  public static List<TaskRate> ofDenseLimit(
      JavaSparkContext spark, Broadcast<Network> network, int batchSize, double seconds) {
    int tasks = spark.defaultParallelism();
    return spark
        .parallelize(Collections.nCopies(tasks, 0), tasks)
        .map(ignored -> ofDenseLimit(network.value(), batchSize, seconds))
        .collect();
  }

  /** In how many seconds it took its images. */
  public double seconds() {
    return end - start;
  }

  private static Iterator<TaskRate> ofPartition(Iterator<InternalRow> batches) {
    double start = now();
    long images = 0;
    while (batches.hasNext()) {
      images += batches.next().getInt(0);
    }
    return List.of(here(images, start, now())).iterator();
  }

  private static TaskRate ofDenseLimit(Network network, int batchSize, double seconds) {
    DenseLimit limit = new DenseLimit(network, Gemm.fastest(), batchSize);
    limit.run(seconds); // to warm up
    double start = now();
    long images = limit.run(seconds);
    return here(images, start, now());
  }

  private static double now() {
    return System.nanoTime() / 1e9;
  }

  private static TaskRate here(long images, double start, double end) {
    SparkEnv environment = SparkEnv.get();
    return new TaskRate(
        environment.executorId(),
        environment.blockManager().blockManagerId().host(),
        Gemm.fastest().name(),
        images,
        start,
        end);
  }
}
