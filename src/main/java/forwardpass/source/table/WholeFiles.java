package forwardpass.source.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.hadoop.fs.FileStatus;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.execution.datasources.HadoopFsRelation;
import org.apache.spark.sql.execution.datasources.LogicalRelation;
import org.apache.spark.sql.execution.datasources.PartitioningAwareFileIndex;
import org.apache.spark.sql.execution.datasources.v2.DataSourceV2Relation;
import org.apache.spark.sql.execution.datasources.v2.FileTable;
import org.apache.spark.sql.internal.SQLConf;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Has Spark read files whole, small ones several to a task. Spark fills each task up to a size, at
 * which it also cuts: this sets one that no file exceeds, and what opening a file costs to what
 * still makes as many tasks as are wanted.
 */
final class WholeFiles {
  /** More bytes than any file has: each file is a task. */
  private static final long NO_LIMIT = 1L << 50;

  /** What opening a file costs, in bytes that are read meanwhile, unless the user has said it. */
  private static final long OPENING_BYTES = 1 << 18;

  /** So that few cores wait for the last of them. */
  private static final int TASKS_PER_CORE = 4;

  private WholeFiles() {}

  /**
   * Settings of Spark's.
   *
   * @param taskBytes how much a task reads, and above which a file is cut
   * @param openingBytes how much opening a file counts
   */
  record Packing(long taskBytes, long openingBytes) {
    /** A task for each file. */
    static final Packing NONE = new Packing(NO_LIMIT, NO_LIMIT);

    /**
     * For files of some lengths.
     *
     * @param tasks at least so many, where there are as many files
     * @param most how much a task reads, at most, unless a file is longer
     * @param opening how much opening a file counts, at least
     */
    static Packing of(List<Long> lengths, int tasks, long most, long opening) {
      int files = lengths.size();
      if (files <= tasks) {
        return NONE;
      }
      long all = lengths.stream().mapToLong(length -> length).sum();
      long longest = lengths.stream().mapToLong(length -> length).max().orElse(0);
      long taskBytes = Math.max(longest, Math.min(most, (all + files * opening) / tasks));
      // A full task counts taskBytes and one more opening: with this, so many have all.
      long spread = (long) (((double) tasks * taskBytes - all) / (files - tasks));
      return new Packing(taskBytes, Math.max(opening, spread));
    }
  }

  /**
   * Makes the settings of a session for a table of its own.
   *
   * @param partitions at least how many tasks, where there are as many files; none for so many as
   *     suits the cores
   */
  static void set(SparkSession session, Dataset<Row> table, OptionalInt partitions) {
    SQLConf conf = session.sessionState().conf();
    int tasks =
        partitions.orElseGet(() -> TASKS_PER_CORE * session.sparkContext().defaultParallelism());
    long opening =
        conf.contains(SQLConf.FILES_OPEN_COST_IN_BYTES().key())
            ? conf.filesOpenCostInBytes()
            : OPENING_BYTES;
    long most = conf.filesMaxPartitionBytes();
    Packing packing =
        lengths(table)
            .map(lengths -> Packing.of(lengths, tasks, most, opening))
            .orElse(Packing.NONE);
    session.conf().set(SQLConf.FILES_MAX_PARTITION_BYTES().key(), packing.taskBytes + "b");
    session.conf().set(SQLConf.FILES_OPEN_COST_IN_BYTES().key(), packing.openingBytes + "b");
    session.conf().set(SQLConf.FILES_MIN_PARTITION_NUM().key(), "1");
  }

  /** Of the files as Spark has listed them, and will read them; none where it does not say. */
  private static Optional<List<Long>> lengths(Dataset<Row> table) {
    List<Long> lengths = new ArrayList<>();
    LogicalPlan plan =
        ((org.apache.spark.sql.classic.Dataset<Row>) table).queryExecution().analyzed();
    for (LogicalPlan leaf : CollectionConverters.asJava(plan.collectLeaves())) {
      Optional<PartitioningAwareFileIndex> index = index(leaf);
      if (index.isEmpty()) {
        return Optional.empty();
      }
      for (FileStatus file : CollectionConverters.asJava(index.get().allFiles())) {
        if (file.getLen() > 0) { // Spark leaves empty ones out
          lengths.add(file.getLen());
        }
      }
    }
    return Optional.of(lengths);
  }

  private static Optional<PartitioningAwareFileIndex> index(LogicalPlan leaf) {
    if (leaf instanceof LogicalRelation relation
        && relation.relation() instanceof HadoopFsRelation files
        && files.location() instanceof PartitioningAwareFileIndex index) {
      return Optional.of(index);
    }
    if (leaf instanceof DataSourceV2Relation relation
        && relation.table() instanceof FileTable table) {
      return Optional.of(table.fileIndex());
    }
    return Optional.empty();
  }
}
