package forwardpass.report;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.Optional;

/** Images of each class, by label and by prediction. */
public final class ClassCounts implements Serializable {
  private static final long serialVersionUID = 1;

  /** Bytes for each class. */
  static final int BYTES = 4 * Long.BYTES;

  private transient long[] predicted;
  private transient long[] labelled;
  private transient long[] found;
  private transient long[] right;

  ClassCounts(int classes) {
    predicted = new long[classes];
    labelled = new long[classes];
    found = new long[classes];
    right = new long[classes];
  }

  /**
   * @param label negative where the image has none
   */
  void add(int label, int prediction) {
    predicted[prediction]++;
    if (label >= 0) {
      labelled[label]++;
      found[prediction]++;
      right[prediction] += label == prediction ? 1 : 0;
    }
  }

  void addAll(ClassCounts other) {
    plus(predicted, other.predicted);
    plus(labelled, other.labelled);
    plus(found, other.found);
    plus(right, other.right);
  }

  private static void plus(long[] sum, long... added) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += added[i];
    }
  }

  public int classes() {
    return predicted.length;
  }

  /** Images, labelled or not, that are predicted to be of a class. */
  public long predicted(int number) {
    return predicted[number];
  }

  /** Images whose label is a class. */
  public long labelled(int number) {
    return labelled[number];
  }

  /** Images whose label is a class and that are predicted to be of it. */
  long right(int number) {
    return right[number];
  }

  /** Whether any label is a class, or any prediction for a labelled image is. */
  public boolean isPresent(int number) {
    return labelled[number] + found[number] > 0;
  }

  /** Of the labelled images predicted to be of a class, the share that is; 0 where none is. */
  public double precision(int number) {
    return share(right[number], found[number]);
  }

  /** Of the images of a class, the share that is predicted to be; 0 where there are none. */
  public double recall(int number) {
    return share(right[number], labelled[number]);
  }

  /** Where the recall lies with 95% confidence; empty where there are no images of the class. */
  public Optional<WilsonInterval> recallInterval(int number) {
    return labelled[number] == 0
        ? Optional.empty()
        : Optional.of(WilsonInterval.of(right[number], labelled[number]));
  }

  /** The harmonic mean of precision and recall; 0 where both are. */
  public double f1(int number) {
    return share(2 * right[number], labelled[number] + found[number]);
  }

  private static double share(long some, long all) {
    return all == 0 ? 0 : (double) some / all;
  }

  private void writeObject(ObjectOutputStream out) throws IOException {
    out.defaultWriteObject();
    PackedLongs.writeAll(out, predicted);
    PackedLongs.writeAll(out, labelled);
    PackedLongs.writeAll(out, found);
    PackedLongs.writeAll(out, right);
  }

  private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
    in.defaultReadObject();
    predicted = PackedLongs.readAll(in);
    labelled = PackedLongs.readAll(in);
    found = PackedLongs.readAll(in);
    right = PackedLongs.readAll(in);
  }
}
