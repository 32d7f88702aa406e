package forwardpass.report.input;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.Map;

/**
 * How many images are different, of all that were added: counted as long as these are few, and then
 * estimated from a sample. Whether an image is in the sample is told by its own checksum, so that
 * of equal images all are in it or none is (distinct sampling: Gibbons, "Distinct sampling for
 * highly accurate answers to distinct values queries and event reports", VLDB 2001).
 */
final class DistinctImages implements Serializable {
  private static final long serialVersionUID = 1;

  /** The most different images of a sample, which so has about half as many or more. */
  static final int MOST = 1 << 14;

  /** The same of a task that has many images: a small table is a fast one. */
  private static final int MOST_OF_MANY = MOST / 8;

  /** A table is never more than half full. */
  private static final int MOST_SLOTS = 2 * MOST;

  /** A table begins so small, and is made twice as large when it is half full. */
  private static final int FIRST_SLOTS = 1 << 12;

  /** The first bits of what is kept of an image say how many zeros its checksum begins with. */
  private static final int ZEROS_BITS = 6;

  /** The most bytes of memory that it takes. */
  static final long BYTES = MOST_SLOTS * (long) (Long.BYTES + Integer.BYTES);

  /** So many standard errors are as good as certain. */
  private static final int CERTAIN = 4;

  /** The most different images of this sample, as it is added to here. */
  private transient int most = MOST;

  private long images;

  /** The sample has the images whose checksums begin with so many zeros. */
  private int zeros;

  private transient int size;

  /** Each digest is in the first slot from that of its last bits on that was free. */
  private transient long[] digests;

  /** How many images have the digest; none in a free slot. */
  private transient int[] counts;

  /** Has a sample of at most so many different images, from now on. */
  void keepAtMost(int atMost) {
    most = Math.min(MOST, atMost);
    shrinkTo(most);
  }

  /**
   * Counts an image, and tells whether it is in the sample, to be {@link #add added} to it.
   *
   * @param itsZeros how many zeros the first 32 bits of its checksum begin with
   */
  boolean isInSample(int itsZeros) {
    images++;
    return itsZeros >= zeros;
  }

  /** Adds an image to the sample that it is in. */
  void add(int itsZeros, long digest) {
    addToSample((long) itsZeros << (Long.SIZE - ZEROS_BITS) | digest >>> ZEROS_BITS, 1);
    shrinkTo(images > MOST ? Math.min(most, MOST_OF_MANY) : most);
  }

  /** Adds those of others. */
  void addAll(DistinctImages other) {
    images += other.images;
    shrink(other.zeros);
    other.forEach(this::addToSample);
  }

  private void shrinkTo(int atMost) {
    if (size > atMost) {
      int[] withZeros = new int[1 << ZEROS_BITS];
      forEach((digest, count) -> withZeros[zeros(digest)]++);
      int left = size;
      int least = zeros;
      while (left > atMost) {
        left -= withZeros[least];
        least++;
      }
      shrink(least);
    }
  }

  private static int zeros(long digest) {
    return (int) (digest >>> (Long.SIZE - ZEROS_BITS));
  }

  private void addToSample(long digest, int count) {
    if (zeros(digest) < zeros) {
      return;
    }
    if (digests == null) {
      makeTable(FIRST_SLOTS);
    }
    int slot = slotOf(digest);
    size += counts[slot] == 0 ? 1 : 0;
    digests[slot] = digest;
    counts[slot] = (int) Math.min(Integer.MAX_VALUE, (long) counts[slot] + count);
    shrinkTo(MOST);
    if (digests != null && 2 * size > digests.length) {
      enlarge();
    }
  }

  private void makeTable(int slots) {
    digests = new long[slots];
    counts = new int[slots];
  }

  /** Where a digest is, or is to be. */
  private int slotOf(long digest) {
    int last = digests.length - 1;
    int slot = (int) digest & last;
    while (counts[slot] > 0 && digests[slot] != digest) {
      slot = (slot + 1) & last;
    }
    return slot;
  }

  private void enlarge() {
    long[] oldDigests = digests;
    int[] oldCounts = counts;
    makeTable(2 * oldDigests.length);
    forEach(
        oldDigests,
        oldCounts,
        (digest, count) -> {
          int slot = slotOf(digest);
          digests[slot] = digest;
          counts[slot] = count;
        });
  }

  /** Leaves only those in the sample whose digests begin with so many zeros. */
  private void shrink(int toZeros) {
    if (toZeros <= zeros) {
      return;
    }
    zeros = toZeros;
    long[] oldDigests = digests;
    int[] oldCounts = counts;
    digests = null;
    counts = null;
    size = 0;
    forEach(oldDigests, oldCounts, this::addToSample);
  }

  private interface Counted {
    void accept(long digest, int count);
  }

  private void forEach(Counted take) {
    forEach(digests, counts, take);
  }

  private static void forEach(long[] digests, int[] counts, Counted take) {
    if (digests != null) {
      for (int slot = 0; slot < digests.length; slot++) {
        if (counts[slot] > 0) {
          take.accept(digests[slot], counts[slot]);
        }
      }
    }
  }

  /** Whether {@link #different} is a count and no estimate. */
  boolean isCounted() {
    return zeros == 0;
  }

  /**
   * How many images are different. Estimated, it is the share that they have in the sample: right
   * where many images are there twice, and where none is. A few that are there very often make that
   * too small, or too large where they are not in the sample: then it is what the size of the
   * sample says, which does not know of how often each is there.
   */
  long different() {
    if (isCounted()) {
      return size;
    }
    long[] sampled = new long[1];
    forEach((digest, count) -> sampled[0] += count);
    double byShare = sampled[0] == 0 ? images : (double) images * size / sampled[0];
    double bySize = Math.scalb((double) size, zeros);
    double error = Math.scalb(Math.sqrt(size + 1), zeros);
    double likely = Math.abs(byShare - bySize) <= CERTAIN * error ? byShare : bySize;
    return Math.max(1, Math.min(images, Math.round(likely)));
  }

  /** Puts what is known under the keys of {@code report.json}. */
  void describe(Map<String, Object> described) {
    described.put("different_images", different());
    described.put("copied_images", images - different());
    described.put("different_images_are_counted", isCounted());
  }

  private void writeObject(ObjectOutputStream out) throws IOException {
    out.defaultWriteObject();
    out.writeInt(size);
    if (digests != null) {
      for (int slot = 0; slot < digests.length; slot++) {
        if (counts[slot] > 0) {
          out.writeLong(digests[slot]);
          out.writeInt(counts[slot]);
        }
      }
    }
  }

  private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
    in.defaultReadObject();
    most = MOST;
    for (int stored = in.readInt(); stored > 0; stored--) {
      addToSample(in.readLong(), in.readInt());
    }
  }
}
