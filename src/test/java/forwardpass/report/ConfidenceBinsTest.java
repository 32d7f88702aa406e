package forwardpass.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ConfidenceBinsTest {
  private static long[] images(double... confidences) {
    ConfidenceBins bins = new ConfidenceBins();
    for (double confidence : confidences) {
      bins.add(confidence, false, false);
    }
    return IntStream.range(0, ConfidenceBins.COUNT).mapToLong(bins::images).toArray();
  }

  @Test
  void aBinHasItsUpperEndAndNotItsLower() {
    assertArrayEquals(
        new long[] {2, 1, 0, 0, 1, 1, 0, 0, 1, 2},
        images(0.05, 0.1, Math.nextUp(0.1), 0.5, Math.nextUp(0.5), 0.9, Math.nextUp(0.9), 1));
  }

  @Test
  void noConfidenceAtAllAndMoreThanAllAreInTheOutermostBins() {
    assertArrayEquals(
        new long[] {2, 0, 0, 0, 0, 0, 0, 0, 0, 1}, images(0, -1e-9, Math.nextUp(1.0)));
  }

  @Test
  void accuracyIsThatOfLabelledImages() {
    ConfidenceBins bins = new ConfidenceBins();
    bins.add(0.75, true, true);
    bins.add(0.8, true, false);
    ConfidenceBins others = new ConfidenceBins();
    others.add(0.8, false, true);
    bins.addAll(others);

    assertEquals(3, bins.images(7));
    assertEquals(2, bins.labelled(7));
    assertEquals(0.5, bins.accuracy(7));
    assertEquals((0.75 + 0.8 + 0.8) / 3, bins.meanConfidence(7), 1e-15);
  }
}
