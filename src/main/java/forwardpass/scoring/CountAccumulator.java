package forwardpass.scoring;

import forwardpass.report.Tallies;
import forwardpass.report.Tally;
import forwardpass.report.TallyShape;
import java.io.Serializable;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.AccumulatorV2;

/**
 * Adds up what the tasks of one scoring pass count, each partition once. A plain accumulator counts
 * twice what Spark computes and accepts twice, as when a stage is run again after the loss of an
 * executor. This one remembers which partitions it has and takes no second account of one: all
 * accounts of a partition are the same, being of the same images. What a failed attempt counted
 * never reaches it.
 *
 * <p>While a task runs, Spark's heartbeats may send what it has added until then, from a thread of
 * their own. It is never changed, but replaced by what has more in it; and heartbeats are told to
 * leave it out, as nobody takes it from them and a tally may be large.
 */
public final class CountAccumulator
    extends AccumulatorV2<CountAccumulator.PartitionCounts, Counts> {
  private static final long serialVersionUID = 2;

  /**
   * What one task counted in its partition.
   *
   * @param tallies for the report, to which nothing is added any more; null where there is to be
   *     none
   * @param refused the file of the records that were refused; null where there is none
   */
  public record PartitionCounts(
      int partition, Counts counts, Tallies tallies, RefusedFiles.Account refused)
      implements Serializable {}

  /** Never changed, but replaced: a heartbeat may be sending it. */
  private volatile HashMap<Integer, PartitionCounts> added = new HashMap<>();

  private final BitSet merged = new BitSet();
  private final TreeMap<Integer, RefusedFiles.Account> refused = new TreeMap<>();
  private List<TallyShape> shapes = List.of();
  private RefusedFiles refusedFiles;
  private Tallies tallies;
  private volatile Counts total = Counts.NONE;

  /**
   * From now on, before any task is sent out, tallies for a report too.
   *
   * @param networks what a tally has to know of each
   */
  public synchronized void tallyFor(List<TallyShape> networks) {
    shapes = List.copyOf(networks);
    tallies = null;
  }

  /** From now on, before any task is sent out, has tasks keep the records that they refuse. */
  public synchronized void keepRefused(RefusedFiles files) {
    refusedFiles = files;
  }

  /** For a task to put what it refuses into; null where that is only counted. */
  RefusedFile newRefusedFile() {
    return refusedFiles == null ? null : new RefusedFile(refusedFiles);
  }

  /** The table of all records that were refused, by partition. Called in the driver. */
  public synchronized Dataset<Row> refused(SparkSession spark) {
    return refusedFiles.table(spark, List.copyOf(refused.values()));
  }

  /** Tallies for a task to add its images to; null where there is to be no report. */
  Tallies newTallies() {
    return shapes.isEmpty() ? null : new Tallies(shapes);
  }

  @Override
  public synchronized boolean isZero() {
    return added.isEmpty() && merged.isEmpty();
  }

  @Override
  public boolean excludeFromHeartbeat() {
    return true;
  }

  @Override
  public synchronized CountAccumulator copy() {
    CountAccumulator copy = copyAndReset();
    copy.added = added;
    copy.merged.or(merged);
    copy.refused.putAll(refused);
    copy.total = total;
    if (tallies != null) {
      copy.tallies().addAll(tallies);
    }
    return copy;
  }

  /** As it is sent to tasks. */
  @Override
  public synchronized CountAccumulator copyAndReset() {
    CountAccumulator copy = new CountAccumulator();
    copy.shapes = shapes;
    copy.refusedFiles = refusedFiles;
    return copy;
  }

  @Override
  public synchronized void reset() {
    added = new HashMap<>();
    merged.clear();
    refused.clear();
    total = Counts.NONE;
    tallies = null;
  }

  /** Called in tasks. */
  @Override
  public synchronized void add(PartitionCounts counted) {
    HashMap<Integer, PartitionCounts> more = new HashMap<>(added);
    more.put(counted.partition(), counted);
    added = more;
  }

  /** Called in the driver, with what a task that succeeded has added. */
  @Override
  public synchronized void merge(AccumulatorV2<PartitionCounts, Counts> other) {
    ((CountAccumulator) other)
        .added.forEach(
            (partition, counted) -> {
              if (!merged.get(partition)) {
                merged.set(partition);
                total = total.plus(counted.counts());
                if (!shapes.isEmpty()) {
                  tallies().addAll(counted.tallies());
                }
                if (counted.refused() != null) {
                  refused.put(partition, counted.refused());
                }
              }
            });
  }

  /** What all tasks tallied; null where there is to be no report. Called in the driver. */
  public synchronized Tallies tallies() {
    if (tallies == null) {
      tallies = newTallies();
    }
    return tallies;
  }

  /** That of the first network, which is the only one of most jobs. */
  public Tally tally() {
    return tallies().of(0);
  }

  @Override
  public Counts value() {
    return total;
  }
}
