package forwardpass.source;

import forwardpass.files.PassedOver;
import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.util.AccumulatorV2;

/**
 * Adds up the files that tasks pass over, each partition once, as {@code CountAccumulator} does and
 * for its reasons.
 */
public final class PassedOverAccumulator
    extends AccumulatorV2<PassedOverAccumulator.Partition, PassedOver> {
  private static final long serialVersionUID = 1;

  /** What one task passed over of its partition. */
  public record Partition(int number, PassedOver passedOver) implements Serializable {}

  private final TreeMap<Integer, PassedOver> added = new TreeMap<>();

  @Override
  public synchronized boolean isZero() {
    return added.isEmpty();
  }

  @Override
  public synchronized PassedOverAccumulator copy() {
    PassedOverAccumulator copy = new PassedOverAccumulator();
    copy.added.putAll(added);
    return copy;
  }

  @Override
  public synchronized void reset() {
    added.clear();
  }

  @Override
  public synchronized void add(Partition partition) {
    added.put(partition.number(), partition.passedOver());
  }

  @Override
  public void merge(AccumulatorV2<Partition, PassedOver> other) {
    Map<Integer, PassedOver> theirs = ((PassedOverAccumulator) other).taken();
    synchronized (this) {
      theirs.forEach(added::putIfAbsent);
    }
  }

  private synchronized Map<Integer, PassedOver> taken() {
    return Map.copyOf(added);
  }

  @Override
  public synchronized PassedOver value() {
    return added.values().stream().reduce(PassedOver.NONE, PassedOver::plus);
  }
}
