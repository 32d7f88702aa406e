package forwardpass.job;

import forwardpass.scoring.CountAccumulator;

/** How far a run is that scores its images in groups. */
final class GroupProgress {
  private final long all;
  private volatile Group current = new Group(0, 0, new CountAccumulator());

  /**
   * @param before images in the groups that are done
   * @param images in this one
   */
  private record Group(long before, long images, CountAccumulator counts) {}

  /**
   * @param all images of all groups
   */
  GroupProgress(long all) {
    this.all = all;
  }

  /** The group before it is done. */
  void next(long images, CountAccumulator counts) {
    current = new Group(current.before() + current.images(), images, counts);
  }

  long images() {
    Group group = current;
    return group.before() + group.counts().value().images();
  }

  /**
   * The share of all that is done.
   *
   * @param ofGroup the share of the group that is being scored
   */
  double share(double ofGroup) {
    Group group = current;
    return all == 0 ? 1 : (group.before() + ofGroup * group.images()) / all;
  }
}
