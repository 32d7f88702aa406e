package forwardpass.tasks;

import forwardpass.error.OutOfMemory;
import forwardpass.error.UsageException;
import java.util.Optional;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;

/**
 * The memory of a JVM in which tasks run.
 *
 * @param bytes the most that it can have
 * @param isDriver whether the JVM is the driver's
 */
public record TaskHeap(long bytes, boolean isDriver) {
  /** What there is for large arrays: collectors keep the rest for new objects. */
  private static final double FOR_ARRAYS = 2 / 3.0;

  /** What Spark holds of that for itself. */
  private static final long SPARK_BYTES = 64L << 20;

  /** That of each JVM in which a job's tasks run. */
  public static TaskHeap of(SparkContext context) {
    return context.isLocal()
        ? new TaskHeap(Runtime.getRuntime().maxMemory(), true)
        : new TaskHeap(context.getConf().getSizeAsBytes("spark.executor.memory", "1g"), false);
  }

  /** How many tasks of a job share it; one, where it is the cluster that decides. */
  public static long tasks(SparkContext context) {
    SparkConf conf = context.getConf();
    int cores =
        context.isLocal() ? context.defaultParallelism() : conf.getInt("spark.executor.cores", 1);
    return Math.max(1, cores / conf.getInt("spark.task.cpus", 1));
  }

  /** What there is in it for the large arrays of all tasks, in bytes. */
  public long room() {
    return Math.max(0, (long) (bytes * FOR_ARRAYS) - SPARK_BYTES);
  }

  /** How large it has to be for arrays of so many bytes. */
  public static long sizeFor(long arrays) {
    return (long) ((arrays + SPARK_BYTES) / FOR_ARRAYS);
  }

  /** The option of spark-submit with which there is more. */
  public String option() {
    return isDriver ? "--driver-memory" : "--executor-memory";
  }

  /** What to tell of a failure, where it is want of memory. */
  public Optional<UsageException> explain(Throwable e) {
    return OutOfMemory.in(e).map(found -> tooSmall(e, found));
  }

  private UsageException tooSmall(Throwable e, String found) {
    return new UsageException(
        "Cannot score in %d MiB of memory: %s; give more with %s, or have fewer tasks side by side with fewer cores, or a smaller --batch-size"
            .formatted(bytes >> 20, found, option()),
        e);
  }
}
