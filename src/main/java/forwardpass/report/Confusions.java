package forwardpass.report;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.Arrays;

/**
 * How many images of each label have each prediction. Of ten thousand classes there are a hundred
 * million such pairs, and images of few of them: only those take room, here and on the way to the
 * driver. There is an end to that too: where more than {@link #MOST} pairs have images, none is
 * known, however the images were divided among tasks.
 */
public final class Confusions implements Serializable {
  private static final long serialVersionUID = 1;
  private static final int LEAST_SLOTS = 16;
  private static final int MOST_SLOTS = 1 << 21;

  /** The most pairs that are told apart. */
  public static final int MOST = MOST_SLOTS / 4 * 3;

  private static final long GOLDEN = 0x9E37_79B9_7F4A_7C15L; // spreads pairs that are neighbours

  /** Images of a label that have a prediction. */
  public record Pair(int label, int prediction, long images) {}

  private final int classes;
  private transient int pairs; // more than MOST: too many

  /** Of each slot: a pair and one, or zero where the slot is free, and how many images it has. */
  private transient long[] slots = new long[2 * LEAST_SLOTS];

  Confusions(int classes) {
    this.classes = classes;
  }

  /** The most bytes that so many images take, at any time. */
  static long mostBytes(long classes, long images) {
    long pairs = Math.min(MOST, Math.min(images, classes * classes));
    long needed = Math.max(LEAST_SLOTS, (4 * pairs + 2) / 3);
    long full = 2L * Long.BYTES * Long.highestOneBit(2 * needed - 1);
    return full + full / 2; // while it grows, what it was before
  }

  void add(int label, int prediction) {
    add((long) label * classes + prediction, 1);
  }

  void addAll(Confusions other) {
    if (other.areTooMany()) {
      forget();
    }
    for (int at = 0; at < other.slots.length; at += 2) {
      if (other.slots[at] != 0) {
        add(other.slots[at] - 1, other.slots[at + 1]);
      }
    }
  }

  private void add(long pair, long images) {
    if (areTooMany()) {
      return;
    }
    int at = slot(slots, pair);
    if (slots[at] == 0) {
      if (pairs == MOST) {
        forget();
        return;
      }
      if (pairs == slots.length / 8 * 3) {
        grow();
        at = slot(slots, pair);
      }
      slots[at] = pair + 1;
      pairs++;
    }
    slots[at + 1] += images;
  }

  private void forget() {
    pairs = MOST + 1;
    slots = new long[0];
  }

  private void grow() {
    long[] larger = new long[2 * slots.length];
    for (int at = 0; at < slots.length; at += 2) {
      if (slots[at] != 0) {
        int to = slot(larger, slots[at] - 1);
        larger[to] = slots[at];
        larger[to + 1] = slots[at + 1];
      }
    }
    slots = larger;
  }

  /** Where a pair is, or would be. */
  private static int slot(long[] slots, long pair) {
    int at = (2 * (int) ((pair * GOLDEN) >>> 32)) & (slots.length - 1);
    while (slots[at] != 0 && slots[at] != pair + 1) {
      at = (at + 2) & (slots.length - 1);
    }
    return at;
  }

  /** Whether more pairs had images than are told apart, so that none is known. */
  public boolean areTooMany() {
    return pairs > MOST;
  }

  /** How many pairs have images. */
  int pairs() {
    return areTooMany() ? 0 : pairs;
  }

  public long images(int label, int prediction) {
    return areTooMany() ? 0 : slots[slot(slots, (long) label * classes + prediction) + 1];
  }

  /** The pairs that have images, by label and then by prediction, each as one number. */
  long[] sorted() {
    long[] sorted = new long[pairs()];
    int next = 0;
    for (int at = 0; at < slots.length; at += 2) {
      if (slots[at] != 0) {
        sorted[next++] = slots[at] - 1;
      }
    }
    Arrays.sort(sorted);
    return sorted;
  }

  /** A pair of those that {@link #sorted} gives. */
  Pair pair(long number) {
    return new Pair(
        (int) (number / classes), (int) (number % classes), slots[slot(slots, number) + 1]);
  }

  private void writeObject(ObjectOutputStream out) throws IOException {
    out.defaultWriteObject();
    PackedLongs.write(out, pairs);
    for (int at = 0; at < slots.length; at += 2) {
      if (slots[at] != 0) {
        PackedLongs.write(out, slots[at]);
        PackedLongs.write(out, slots[at + 1]);
      }
    }
  }

  private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
    in.defaultReadObject();
    slots = new long[2 * LEAST_SLOTS];
    int sent = (int) PackedLongs.read(in);
    if (sent > MOST) {
      forget();
      return;
    }
    for (int i = 0; i < sent; i++) {
      long pair = PackedLongs.read(in) - 1;
      add(pair, PackedLongs.read(in));
    }
  }
}
