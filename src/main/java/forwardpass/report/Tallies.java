package forwardpass.report;

import java.io.Serializable;
import java.util.List;

/** The tallies of networks that score the same images, and how each agrees with the first. */
public final class Tallies implements Serializable {
  private static final long serialVersionUID = 1;
  private static final int BOTH_RIGHT = 0;
  private static final int ONLY_FIRST = 1;
  private static final int ONLY_OTHER = 2;
  private static final int BOTH_WRONG = 3;
  private static final int CHANGED = 4;

  private final Tally[] networks;
  private final long[][] paired;
  private long images;

  /** Empty ones. */
  public Tallies(List<TallyShape> shapes) {
    networks = shapes.stream().map(TallyShape::tally).toArray(Tally[]::new);
    paired = new long[networks.length][CHANGED + 1];
  }

  /** That of a network. */
  public Tally of(int network) {
    return networks[network];
  }

  /** In the order of the networks. */
  public List<Tally> all() {
    return List.of(networks);
  }

  /**
   * Adds an image that all networks gave a class.
   *
   * @param label not a number where it has none
   */
  public void addPaired(double label, int first, int network, int prediction) {
    long[] counts = paired[network];
    counts[CHANGED] += first == prediction ? 0 : 1;
    if (!Double.isNaN(label)) {
      counts[
          label == first
              ? label == prediction ? BOTH_RIGHT : ONLY_FIRST
              : label == prediction ? ONLY_OTHER : BOTH_WRONG]++;
    }
  }

  /** Adds to the number of images that all networks gave a class. */
  public void addImages(int more) {
    images += more;
  }

  /** Adds other tallies of the same networks. */
  public void addAll(Tallies other) {
    images += other.images;
    for (int network = 0; network < networks.length; network++) {
      networks[network].addAll(other.networks[network]);
      for (int i = 0; i <= CHANGED; i++) {
        paired[network][i] += other.paired[network][i];
      }
    }
  }

  /** What the first network and another say of the same images. */
  PairedImages paired(int network) {
    long[] counts = paired[network];
    return new PairedImages(
        images,
        counts[BOTH_RIGHT],
        counts[ONLY_FIRST],
        counts[ONLY_OTHER],
        counts[BOTH_WRONG],
        counts[CHANGED],
        0,
        0,
        0);
  }
}
