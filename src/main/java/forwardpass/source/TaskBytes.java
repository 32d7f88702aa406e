package forwardpass.source;

import java.util.OptionalInt;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.internal.SQLConf;

/** How many bytes of images a task reads. */
public final class TaskBytes {
  /**
   * Few enough that starting them costs little, enough that a slow one does not hold up the rest.
   */
  private static final int TASKS_PER_CORE = 4;

  /** What may have to be read again when a task fails. */
  private static final long MOST_BYTES = 1L << 30;

  private TaskBytes() {}

  /**
   * The size for so many tasks as are wanted, or, where nobody has said, for the cores that there
   * are.
   *
   * @param total bytes of all images
   * @param tasks that are wanted
   */
  public static long of(SparkSession spark, long total, OptionalInt tasks) {
    if (tasks.isPresent()) {
      return (total - 1) / tasks.getAsInt() + 1;
    }
    SQLConf conf = spark.sessionState().conf();
    return of(
        total,
        spark.sparkContext().defaultParallelism(),
        conf.filesOpenCostInBytes(),
        conf.filesMaxPartitionBytes());
  }

  /**
   * The size for each core to get as many partitions as every other. A gigabyte of images takes a
   * task a second or two, so that partitions are larger than those of other files.
   *
   * @param total bytes of all images
   * @param least below which a partition is not worth a task
   * @param usual what partitions of other files have at most
   */
  static long of(long total, int cores, long least, long usual) {
    long forEachCore = (total - 1) / cores + 1;
    long forEachTask = forEachCore / TASKS_PER_CORE;
    long limit = Math.max(usual, Math.min(MOST_BYTES, forEachTask));
    if (forEachCore <= limit) {
      return Math.max(least, forEachCore);
    }
    long tasksOfEachCore = (forEachCore - 1) / limit + 1;
    return (forEachCore - 1) / tasksOfEachCore + 1;
  }

  /**
   * What one task may read whole without holding up the rest, however large it is.
   *
   * @param total bytes of all images
   */
  public static long fairShare(SparkSession spark, long total) {
    return total / spark.sparkContext().defaultParallelism() / TASKS_PER_CORE;
  }
}
