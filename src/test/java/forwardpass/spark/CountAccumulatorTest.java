package forwardpass.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import forwardpass.spark.CountAccumulator.PartitionCounts;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CountAccumulatorTest {
  private static CountAccumulator ofTask(int partition, long images, long correct, String blas) {
    CountAccumulator accumulator = new CountAccumulator();
    accumulator.add(
        new PartitionCounts(partition, new Counts(images, images, correct, 0, Set.of(blas)), null));
    return accumulator;
  }

  @Test
  void partitionsAddUpAndSayEveryBlasThatRan() {
    CountAccumulator driver = new CountAccumulator();

    driver.merge(ofTask(0, 100, 90, "OpenBLAS"));
    driver.merge(ofTask(1, 50, 45, "Java"));

    assertEquals(new Counts(150, 150, 135, 0, Set.of("Java", "OpenBLAS")), driver.value());
  }

  @Test
  void namesOfEveryBlasAreInOrderWhicheverCameFirst() {
    List<String> names = List.of("A", "B", "C", "D", "E", "F", "G");
    CountAccumulator driver = new CountAccumulator();

    for (int i = names.size() - 1; i >= 0; i--) {
      driver.merge(ofTask(i, 100, 90, names.get(i)));
    }

    assertEquals(names, List.copyOf(driver.value().blas()));
  }

  @Test
  void aPartitionThatIsReportedAgainCountsOnce() {
    CountAccumulator driver = new CountAccumulator();

    driver.merge(ofTask(3, 100, 90, "OpenBLAS"));
    driver.merge(ofTask(3, 100, 90, "OpenBLAS"));

    assertEquals(new Counts(100, 100, 90, 0, Set.of("OpenBLAS")), driver.value());
  }

  @Test
  void aCopyCountsOnItsOwnAndAResetOneStartsAnew() {
    CountAccumulator driver = new CountAccumulator();
    driver.merge(ofTask(0, 100, 90, "OpenBLAS"));

    CountAccumulator copy = driver.copy();
    driver.reset();

    assertTrue(driver.isZero());
    assertEquals(Counts.NONE, driver.value());
    copy.merge(ofTask(0, 100, 90, "OpenBLAS"));
    assertEquals(100, copy.value().images());
  }

  @ParameterizedTest
  @CsvSource({
    "9352,10000,0.9352",
    "10000,10000,1.0",
    "0,7,0.0",
    "1,3,0.3333333333333333",
    "5,10000,0.0005",
    "1,10000000,0.0000001",
    "9300,10000,0.93"
  })
  void accuracyIsCountOverTotalWithoutTrailingZeros(long correct, long labelled, String expected) {
    assertEquals(expected, new Counts(labelled, labelled, correct, 0, Set.of()).accuracy());
  }

  @Test
  void withoutLabelsThereIsNoAccuracy() {
    assertThrows(ArithmeticException.class, Counts.NONE::accuracy);
  }
}
