package forwardpass.report;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Counts under names, of which only the first in their order are kept apart, whatever order they
 * come in, and the others are counted together.
 */
final class NamedCounts implements Serializable {
  private static final long serialVersionUID = 1;
  static final int MOST = 1000;

  private final int width;
  private final TreeMap<String, long[]> counts = new TreeMap<>();
  private final long[] others;

  /**
   * @param width how many counts there are under each name
   */
  NamedCounts(int width) {
    this.width = width;
    this.others = new long[width];
  }

  void add(String name, long... added) {
    plus(counts.computeIfAbsent(name, none -> new long[width]), added);
    while (counts.size() > MOST) {
      plus(others, counts.pollLastEntry().getValue());
    }
  }

  void addAll(NamedCounts other) {
    for (Map.Entry<String, long[]> entry : other.counts.entrySet()) {
      add(entry.getKey(), entry.getValue());
    }
    plus(others, other.others);
  }

  SortedMap<String, long[]> counts() {
    return counts;
  }

  /** Those under all other names. */
  long[] others() {
    return Arrays.copyOf(others, width);
  }

  private static void plus(long[] sum, long... added) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += added[i];
    }
  }
}
