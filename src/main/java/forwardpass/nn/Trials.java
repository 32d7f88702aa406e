package forwardpass.nn;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What a JVM spends at most on trials of something that may never be the faster: vectors are slow
 * for good where images have little that is blank, and slower by a thousand times on a processor
 * that cannot multiply and add at once. Safe for use by several threads.
 */
final class Trials {
  private final AtomicInteger left;
  private final AtomicLong nanosLeft;
  private volatile boolean haveSucceeded;

  /** As many as are enough for the compiler, several times over. */
  Trials() {
    this(2000, 5_000_000_000L);
  }

  /**
   * @param most how many
   * @param nanos how long all may take together: the one that takes longer is the last
   */
  Trials(int most, long nanos) {
    left = new AtomicInteger(most);
    nanosLeft = new AtomicLong(nanos);
  }

  /** Whether one has shown that it is worth while. */
  boolean haveSucceeded() {
    return haveSucceeded;
  }

  void succeed() {
    haveSucceeded = true;
  }

  /** Whether there is to be no other, unless one has succeeded. */
  boolean areSpent() {
    return left.get() <= 0 || nanosLeft.get() <= 0;
  }

  /** Takes one off that was of no use. */
  void spend(long nanos) {
    left.decrementAndGet();
    nanosLeft.addAndGet(-nanos);
  }
}
