package forwardpass.job;

import forwardpass.scoring.CountAccumulator;

/** How far a run is that scores its images in groups. */
final class GroupProgress {
  private final long all;
  private volatile Group current = new Group(0, 0, 0, new CountAccumulator());

  /**
   * @param before how much was in the groups that are done
   * @param imagesBefore how many images these had
   * @param size how much is in this one
   */
  private record Group(long before, long imagesBefore, long size, CountAccumulator counts) {
    long images() {
      return imagesBefore + counts.value().images();
    }
  }

  /**
   * @param all how much is in all groups
   */
  GroupProgress(long all) {
    this.all = all;
  }

  /** The group before it is done. */
  void next(long size, CountAccumulator counts) {
    Group done = current;
    current = new Group(done.before() + done.size(), done.images(), size, counts);
  }

  long images() {
    return current.images();
  }

  /**
   * The share of all that is done.
   *
   * @param ofGroup the share of the group that is being scored
   */
  double share(double ofGroup) {
    Group group = current;
    return all == 0 ? 1 : (group.before() + ofGroup * group.size()) / all;
  }
}
