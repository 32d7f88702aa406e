package forwardpass.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.commons.lang3.SerializationUtils;
import org.junit.jupiter.api.Test;

class ConfusionsTest {
  private static final int CLASSES = 10_000;

  private static List<Confusions.Pair> all(Confusions confusions) {
    return Arrays.stream(confusions.sorted()).mapToObj(confusions::pair).toList();
  }

  /** Of each label so many predictions, one image each. */
  private static Confusions of(int firstLabel, int labels, int predictions) {
    Confusions confusions = new Confusions(CLASSES);
    for (int label = firstLabel; label < firstLabel + labels; label++) {
      for (int prediction = 0; prediction < predictions; prediction++) {
        confusions.add(label, prediction);
      }
    }
    return confusions;
  }

  @Test
  void countsAreThoseOfASortedMapOnTheirWayToTheDriverToo() {
    Random random = new Random(18);
    TreeMap<Integer, Long> expected = new TreeMap<>();
    Confusions driver = new Confusions(CLASSES);
    for (int task = 0; task < 5; task++) {
      Confusions confusions = new Confusions(CLASSES);
      for (int image = 0; image < 20_000; image++) {
        int label = (int) Math.min(CLASSES - 1, Math.exp(random.nextDouble(10)));
        int prediction = random.nextInt(20) == 0 ? random.nextInt(CLASSES) : label;
        confusions.add(label, prediction);
        expected.merge(label * CLASSES + prediction, 1L, Long::sum);
      }
      driver.addAll(SerializationUtils.roundtrip(confusions));
    }

    assertEquals(
        expected.entrySet().stream()
            .map(
                each ->
                    new Confusions.Pair(
                        each.getKey() / CLASSES, each.getKey() % CLASSES, each.getValue()))
            .toList(),
        all(driver));
    for (int label = 0; label < CLASSES; label += 97) {
      assertEquals(expected.getOrDefault(label * CLASSES + label, 0L), driver.images(label, label));
    }
  }

  @Test
  void whatTravelsGrowsWithThePairsThatHaveImagesAndNotWithTheClasses() {
    int bytes = SerializationUtils.serialize(of(0, 10, 10)).length;

    assertTrue(bytes < 1000, bytes + " bytes for a hundred pairs of ten thousand classes");
  }

  /** Whoever adds them up, and in what order, is told the same. */
  @Test
  void morePairsThanAreToldApartAreNone() {
    int labels = Confusions.MOST / CLASSES;
    int rest = Confusions.MOST % CLASSES;
    Confusions full = of(0, labels, CLASSES);
    full.addAll(of(labels, 1, rest));
    full.addAll(of(0, labels, CLASSES));

    assertFalse(full.areTooMany());
    assertEquals(Confusions.MOST, full.sorted().length);
    assertEquals(2, full.images(0, 0));

    Confusions more = of(CLASSES - 1, 1, 1);
    more.addAll(full);
    full.addAll(of(CLASSES - 1, 1, 1));
    Confusions told = new Confusions(CLASSES);
    told.addAll(SerializationUtils.roundtrip(full));
    for (Confusions each : List.of(full, more, told)) {
      assertTrue(each.areTooMany());
      assertArrayEquals(new long[0], each.sorted());
      assertEquals(0, each.images(0, 0));
    }
  }

  /** The table is twice as large while it grows. */
  @Test
  void theyTakeNoMoreThanIsSaid() {
    long most = 24L << 21;
    assertEquals(most * 2, 2 * Confusions.mostBytes(CLASSES, Long.MAX_VALUE));
    assertEquals(24 * 256, Confusions.mostBytes(10, Long.MAX_VALUE)); // a hundred pairs
    assertEquals(24 * 128, Confusions.mostBytes(CLASSES, 96));
    assertEquals(24 * 256, Confusions.mostBytes(CLASSES, 97));
    assertEquals(24 * 16, Confusions.mostBytes(1, 1));
  }

  @Test
  void theMostFrequentMistakesAreThoseOfMostImagesAndThoseThatAreRightAreNone() {
    Confusions confusions = of(0, 9, 9);
    IntStream.range(0, 3).forEach(i -> confusions.add(7, 2));
    IntStream.range(0, 2).forEach(i -> confusions.add(4, 3));
    IntStream.range(0, 9).forEach(i -> confusions.add(5, 5));

    List<Confusions.Pair> most = ConfusionList.mostFrequentMistakes(confusions);

    assertEquals(ConfusionList.FEW, most.size());
    assertEquals(
        List.of(
            new Confusions.Pair(7, 2, 4),
            new Confusions.Pair(4, 3, 3),
            new Confusions.Pair(0, 1, 1),
            new Confusions.Pair(0, 2, 1)),
        most.subList(0, 4));
    assertEquals(new Confusions.Pair(3, 4, 1), most.get(29));
  }
}
