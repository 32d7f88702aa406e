package forwardpass.report.input;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checksums and digests are random numbers here, as those of different images are. */
class DistinctImagesTest {
  private static final int MANY = 300_000;

  private final long[] random = new SplittableRandom(1).longs(MANY).toArray();
  private final DistinctImages distinct = new DistinctImages();

  private static void add(DistinctImages to, long random) {
    int zeros = Integer.numberOfLeadingZeros((int) (random >>> Integer.SIZE));
    if (to.isInSample(zeros)) {
      to.add(zeros, Long.reverse(random));
    }
  }

  @Test
  void fewAreCounted() {
    for (int i = 0; i < DistinctImages.MOST; i++) {
      add(distinct, random[i / 2]);
    }

    assertTrue(distinct.isCounted());
    assertEquals(DistinctImages.MOST / 2, distinct.different());
  }

  /** Of many images the sample is smaller. */
  @Test
  void fewOfManyAreEstimated() {
    for (int i = 0; i < 3 * DistinctImages.MOST; i++) {
      add(distinct, random[i % DistinctImages.MOST]);
    }

    assertFalse(distinct.isCounted());
    assertEquals(DistinctImages.MOST, (double) distinct.different(), 0.02 * DistinctImages.MOST);
  }

  @Test
  void whatIsBegunIsCounted() {
    assertTrue(distinct.isCounted());
    assertEquals(0, distinct.different());
  }

  /** However many: nothing is told of copies that are not there. */
  @Test
  void whereAllAreDifferentNoneIsTakenForACopy() {
    for (long digest : random) {
      add(distinct, digest);
    }

    assertFalse(distinct.isCounted());
    assertEquals(MANY, distinct.different());
  }

  @Test
  void copiesAreEstimated() {
    for (int i = 0; i < MANY; i++) {
      add(distinct, random[i]);
      if (i % 10 == 0) {
        add(distinct, random[i]);
      }
    }

    assertFalse(distinct.isCounted());
    assertEquals(MANY, (double) distinct.different(), 0.01 * MANY);
  }

  /** A few images that are there three times, and then many others, for which the table grows. */
  @Test
  void copiesFromBeforeTheTableGrewAreKnown() {
    int copied = 500;
    for (int i = 0; i < 3 * copied; i++) {
      add(distinct, random[i % copied]);
    }
    int images = 16_500;
    for (int i = copied; i < images; i++) {
      add(distinct, random[i]);
    }

    assertFalse(distinct.isCounted());
    assertEquals(images, (double) distinct.different(), 0.03 * images);
  }

  /** Whether it is in the sample or not: its checksum begins with no zero, or is zero. */
  @ParameterizedTest
  @ValueSource(longs = {-1, 0})
  void anImageThatIsThereVeryOftenIsOne(long often) {
    for (long digest : random) {
      add(distinct, digest);
      add(distinct, often);
    }

    assertFalse(distinct.isCounted());
    assertEquals(MANY + 1, (double) distinct.different(), 0.1 * MANY);
  }

  /** Of checksums that all begin with many zeros, which a sample takes for a few of many. */
  @Test
  void noMoreAreDifferentThanThereAreImages() {
    int images = 20_000;
    for (int i = 0; i < images; i++) {
      add(distinct, random[i] >>> 5);
    }

    assertFalse(distinct.isCounted());
    assertEquals(images, distinct.different());
  }

  /** Tasks that had other images, of which some are the same, and sent less than they had. */
  @Test
  void whatTasksHaveIsAddedUp() throws IOException, ClassNotFoundException {
    DistinctImages small = new DistinctImages();
    for (int i = 0; i < 1000; i++) {
      add(small, random[i]);
    }
    for (int task = 0; task < 3; task++) {
      DistinctImages part = new DistinctImages();
      for (int i = task * MANY / 4; i < (task + 2) * MANY / 4; i++) { // half is the next one's, too
        add(part, random[i]);
      }
      part.keepAtMost(1 << 12);
      distinct.addAll(sent(part));
    }
    distinct.addAll(sent(small));

    assertEquals(MANY, (double) distinct.different(), 0.03 * MANY);
  }

  /** Of tasks that have counted, nothing is estimated. */
  @Test
  void countsAddUpToCounts() throws IOException, ClassNotFoundException {
    for (int task = 0; task < 2; task++) {
      DistinctImages part = new DistinctImages();
      for (int i = 0; i < 5000; i++) {
        add(part, random[task * 4000 + i]);
      }
      part.keepAtMost(5000);
      distinct.addAll(sent(part));
    }

    assertTrue(distinct.isCounted());
    assertEquals(9000, distinct.different());
  }

  /** More images than it may keep, but no more different ones. */
  @Test
  void copiesTakeNoRoom() {
    distinct.keepAtMost(5000);
    for (int i = 0; i < 15_000; i++) {
      add(distinct, random[i % 5000]);
    }

    assertTrue(distinct.isCounted());
    assertEquals(5000, distinct.different());
  }

  /** A task that is told before its first image has less to do. */
  @Test
  void itIsTheSameWheneverItIsToldHowManyToKeep() throws IOException {
    DistinctImages told = new DistinctImages();
    told.keepAtMost(512);
    for (long digest : random) {
      add(told, digest);
      add(distinct, digest);
    }
    distinct.keepAtMost(512);

    assertEquals(distinct.different(), told.different());
    assertEquals(bytes(distinct).length, bytes(told).length);
  }

  @Test
  void whatWasSentCanBeAddedTo() throws IOException, ClassNotFoundException {
    DistinctImages sent = sent(distinct);
    for (int i = 0; i < 100; i++) {
      add(sent, random[i]);
    }

    assertTrue(sent.isCounted());
    assertEquals(100, sent.different());
  }

  @Test
  void whatIsSentIsNoLargerThanItMayBe() throws IOException {
    for (long digest : random) {
      add(distinct, digest);
    }
    distinct.keepAtMost(256);

    int bytes = bytes(distinct).length;
    assertTrue(bytes < 256 * (Long.BYTES + Integer.BYTES) + 300, () -> bytes + " bytes");
  }

  private static byte[] bytes(DistinctImages distinct) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(distinct);
    }
    return bytes.toByteArray();
  }

  private static DistinctImages sent(DistinctImages distinct)
      throws IOException, ClassNotFoundException {
    try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes(distinct)))) {
      return (DistinctImages) in.readObject();
    }
  }
}
