package forwardpass.spark;

import forwardpass.nn.Network;
import forwardpass.report.Tally;
import java.io.Serializable;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.util.AccumulatorV2;

/**
 * Adds up what the tasks of one scoring pass count, each partition once. A plain accumulator counts
 * twice what Spark computes and accepts twice, as when a stage is run again after the loss of an
 * executor. This one remembers which partitions it has and takes no second account of one: all
 * accounts of a partition are the same, being of the same images. What a failed attempt counted
 * never reaches it.
 */
public final class CountAccumulator
    extends AccumulatorV2<CountAccumulator.PartitionCounts, Counts> {
  private static final long serialVersionUID = 1;

  /**
   * What one task counted in its partition.
   *
   * @param tally for the report; null where there is to be none
   */
  public record PartitionCounts(int partition, Counts counts, Tally tally)
      implements Serializable {}

  private final Map<Integer, PartitionCounts> added = new HashMap<>();
  private final BitSet merged = new BitSet();
  private Tally empty;
  private Tally tally;
  private volatile Counts total = Counts.NONE;

  /** From now on, before any task is sent out, tallies for a report too, as {@link Tally#of}. */
  public void tallyFor(Network network, int firstClass) {
    empty = Tally.of(network, firstClass);
    tally = newTally();
  }

  /** A tally for a task to add its images to; null where there is to be no report. */
  Tally newTally() {
    return empty == null ? null : empty.empty();
  }

  @Override
  public boolean isZero() {
    return added.isEmpty() && merged.isEmpty();
  }

  @Override
  public CountAccumulator copy() {
    CountAccumulator copy = new CountAccumulator();
    copy.empty = empty;
    copy.tally = newTally();
    copy.added.putAll(added);
    copy.merged.or(merged);
    copy.total = total;
    if (empty != null) {
      copy.tally.addAll(tally);
    }
    return copy;
  }

  @Override
  public void reset() {
    added.clear();
    merged.clear();
    total = Counts.NONE;
    tally = newTally();
  }

  /** Called in tasks. */
  @Override
  public void add(PartitionCounts counted) {
    added.put(counted.partition(), counted);
  }

  /** Called in the driver, with what a task that succeeded has added. */
  @Override
  public void merge(AccumulatorV2<PartitionCounts, Counts> other) {
    ((CountAccumulator) other)
        .added.forEach(
            (partition, counted) -> {
              if (!merged.get(partition)) {
                merged.set(partition);
                total = total.plus(counted.counts());
                if (empty != null) {
                  tally.addAll(counted.tally());
                }
              }
            });
  }

  /** What all tasks tallied; null where there is to be no report. Called in the driver. */
  public Tally tally() {
    return tally;
  }

  @Override
  public Counts value() {
    return total;
  }
}
