package forwardpass.report;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/** The first few images of an order. */
final class Examples implements Serializable {
  private static final long serialVersionUID = 1;
  static final int MOST = 24;

  private final boolean mostConfident;
  private final ArrayList<Example> sorted = new ArrayList<>();

  /** The confidence of the last, which most images are beyond; not a number until there are all. */
  private double bound = Double.NaN;

  Examples(boolean mostConfident) {
    this.mostConfident = mostConfident;
  }

  /** Whether an image belongs to them so far. */
  boolean wants(double confidence, String file, long index) {
    if (mostConfident ? confidence < bound : confidence > bound) {
      return false;
    }
    if (sorted.size() < MOST || confidence != bound) {
      return true;
    }
    Example last = sorted.get(MOST - 1);
    int order = file.compareTo(last.file());
    return order == 0 ? index < last.index() : order < 0;
  }

  void add(Example example) {
    int place = Collections.binarySearch(sorted, example, order());
    if (place < 0) {
      sorted.add(-place - 1, example);
    }
    if (sorted.size() > MOST) {
      sorted.remove(MOST);
    }
    findBound();
  }

  private void findBound() {
    bound = sorted.size() < MOST ? Double.NaN : sorted.get(MOST - 1).confidence();
  }

  void addAll(List<Example> examples) {
    TreeSet<Example> all = new TreeSet<>(order());
    all.addAll(sorted);
    all.addAll(examples);
    sorted.clear();
    all.stream().limit(MOST).forEach(sorted::add);
    findBound();
  }

  List<Example> list() {
    return List.copyOf(sorted);
  }

  private Comparator<Example> order() {
    return mostConfident ? Example.MOST_CONFIDENT_FIRST : Example.LEAST_CONFIDENT_FIRST;
  }
}
