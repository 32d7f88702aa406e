package forwardpass.source;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/** Files in groups that are worth a Spark job each. */
public final class WorkGroups {
  /** Each costs a job of Spark's, and the account of all that was there before it. */
  private static final int MOST_GROUPS = 100;

  private WorkGroups() {}

  /**
   * Cuts a listing into groups, in order. A group has enough work, or a hundredth of all where that
   * is more; the last one has what is left.
   *
   * @param work that a file is, in bytes
   * @param enough of it
   */
  public static <T> List<List<T>> of(List<T> files, ToLongFunction<T> work, long enough) {
    long all = files.stream().mapToLong(work).sum();
    long least = Math.max(enough, all / MOST_GROUPS);
    List<List<T>> groups = new ArrayList<>();
    List<T> group = new ArrayList<>();
    long filled = 0;
    for (T file : files) {
      group.add(file);
      filled += work.applyAsLong(file);
      if (filled >= least) {
        groups.add(List.copyOf(group));
        group.clear();
        filled = 0;
      }
    }
    if (!group.isEmpty()) {
      groups.add(List.copyOf(group));
    }
    return groups;
  }
}
