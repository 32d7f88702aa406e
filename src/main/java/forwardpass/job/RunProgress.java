package forwardpass.job;

import forwardpass.scoring.CountAccumulator;
import forwardpass.scoring.Counts;
import java.util.Map;
import java.util.function.Supplier;

/** How far a run is, in one go or in groups. */
public final class RunProgress {
  private final long started = System.nanoTime();
  private volatile Group current;

  /**
   * @param earlier what earlier runs have counted
   * @param before what was counted in the groups that are done
   * @param done how much was in these
   * @param size how much is in this one
   * @param all how much is in all groups
   */
  private record Group(
      Counts earlier, Counts before, long done, long size, long all, CountAccumulator counts) {
    Counts counted() {
      return before.plus(counts.value());
    }
  }

  /** Of a run in one go, until groups begin. */
  public RunProgress(CountAccumulator counts) {
    current = new Group(Counts.NONE, Counts.NONE, 0, 1, 1, counts);
  }

  /**
   * There are going to be groups.
   *
   * @param all how much is in all of them
   * @param earlier what earlier runs have counted
   */
  void beginGroups(long all, Counts earlier) {
    current = new Group(earlier, Counts.NONE, 0, 0, all, new CountAccumulator());
  }

  /** The group before it is done. */
  void next(long size, CountAccumulator counts) {
    Group group = current;
    current =
        new Group(
            group.earlier(),
            group.counted(),
            group.done() + group.size(),
            size,
            group.all(),
            counts);
  }

  /** How many images this run has scored. */
  long images() {
    return current.counted().images();
  }

  /** What was counted of all that there is, by earlier runs too. */
  Counts counts() {
    Group group = current;
    return group.earlier().plus(group.counted());
  }

  /**
   * What Spark's metrics are to show, by name: numbers that are looked up when they are asked for.
   */
  public Map<String, Supplier<Number>> metrics() {
    return Map.of(
        "images_scored",
        () -> counts().images(),
        "records_refused",
        () -> counts().refused(),
        "images_per_second",
        () -> images() / ((System.nanoTime() - started) / 1e9));
  }

  /**
   * The share of all that is done.
   *
   * @param ofGroup the share of the group that is being scored
   */
  double share(double ofGroup) {
    Group group = current;
    return group.all() == 0 ? 1 : (group.done() + ofGroup * group.size()) / group.all();
  }
}
