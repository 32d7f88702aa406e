package forwardpass.spark;

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

  /** What one task counted in its partition. */
  public record PartitionCounts(int partition, Counts counts) {}

  private final Map<Integer, Counts> added = new HashMap<>();
  private final BitSet merged = new BitSet();
  private Counts total = Counts.NONE;

  @Override
  public boolean isZero() {
    return added.isEmpty() && merged.isEmpty();
  }

  @Override
  public CountAccumulator copy() {
    CountAccumulator copy = new CountAccumulator();
    copy.added.putAll(added);
    copy.merged.or(merged);
    copy.total = total;
    return copy;
  }

  @Override
  public void reset() {
    added.clear();
    merged.clear();
    total = Counts.NONE;
  }

  /** Called in tasks. */
  @Override
  public void add(PartitionCounts counted) {
    added.put(counted.partition(), counted.counts());
  }

  /** Called in the driver, with what a task that succeeded has added. */
  @Override
  public void merge(AccumulatorV2<PartitionCounts, Counts> other) {
    ((CountAccumulator) other)
        .added.forEach(
            (partition, counts) -> {
              if (!merged.get(partition)) {
                merged.set(partition);
                total = total.plus(counts);
              }
            });
  }

  @Override
  public Counts value() {
    return total;
  }
}
