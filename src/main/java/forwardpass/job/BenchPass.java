package forwardpass.job;

import forwardpass.scoring.TaskRate;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * One pass over all images.
 *
 * @param seconds how long it took, planning and all
 * @param tasks how fast each of its tasks was
 */
public record BenchPass(double seconds, List<TaskRate> tasks) {
  public static BenchPass of(Supplier<JavaRDD<InternalRow>> scored) {
    long start = System.nanoTime();
    List<TaskRate> tasks = TaskRate.ofScoring(scored.get());
    return new BenchPass((System.nanoTime() - start) / 1e9, tasks);
  }

  /** The pass of median length; of an even number, the shorter of the two in the middle. */
  public static BenchPass median(List<BenchPass> passes) {
    return passes.stream()
        .sorted(Comparator.comparingDouble(BenchPass::seconds))
        .toList()
        .get((passes.size() - 1) / 2);
  }
}
