package forwardpass.scoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import forwardpass.SharedSpark;
import forwardpass.nn.Activation;
import forwardpass.nn.Dense;
import forwardpass.nn.Network;
import forwardpass.nn.Tensor;
import forwardpass.report.Tallies;
import forwardpass.report.TallyShape;
import forwardpass.scoring.CountAccumulator.PartitionCounts;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.lang3.SerializationUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CountAccumulatorTest {
  private static CountAccumulator ofTask(int partition, long images, long correct, String blas) {
    CountAccumulator accumulator = new CountAccumulator();
    accumulator.add(
        new PartitionCounts(
            partition, new Counts(images, images, correct, 0, Set.of(blas)), null, null));
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

  private static CountAccumulator inTask(CountAccumulator driver) {
    return SerializationUtils.roundtrip(driver);
  }

  /** Serialises what it is given, and does something as soon as it comes to the first tally. */
  private static final class Heartbeat extends ObjectOutputStream {
    private final Runnable meanwhile;
    private boolean done;

    Heartbeat(OutputStream out, Runnable meanwhile) throws IOException {
      super(out);
      this.meanwhile = meanwhile;
      enableReplaceObject(true);
    }

    @Override
    protected Object replaceObject(Object object) {
      if (object instanceof PartitionCounts && !done) {
        done = true;
        meanwhile.run();
      }
      return object;
    }
  }

  @Test
  void whatIsSentWhileATaskAddsIsWholeAsItWasWhenTheSendingBegan()
      throws IOException, ClassNotFoundException {
    CountAccumulator driver = new CountAccumulator();
    SharedSpark.session().sparkContext().register(driver, "counts");
    CountAccumulator task = inTask(driver);
    for (int partition = 0; partition < 12; partition++) { // all that a small hash map has room for
      task.add(new PartitionCounts(partition, new Counts(1, 1, 1, 0, Set.of()), null, null));
    }
    ByteArrayOutputStream sent = new ByteArrayOutputStream();
    try (Heartbeat heartbeat =
        new Heartbeat(
            sent,
            () ->
                task.add(new PartitionCounts(12, new Counts(1, 1, 1, 0, Set.of()), null, null)))) {
      heartbeat.writeObject(task);
    }

    driver.merge(SerializationUtils.deserialize(sent.toByteArray()));

    assertEquals(new Counts(12, 12, 12, 0, Set.of()), driver.value());
  }

  @Test
  void heartbeatsLeaveOutWhatATaskHasCounted() {
    assertTrue(ofTask(0, 1, 1, "OpenBLAS").excludeFromHeartbeat());
  }

  /** A network of ten thousand classes, whose confusion matrix has a hundred million places. */
  @Test
  void aTallyOfManyClassesTravelsInAFewKilobytes() {
    CountAccumulator driver = new CountAccumulator();
    SharedSpark.session().sparkContext().register(driver, "counts");
    driver.tallyFor(
        List.of(
            TallyShape.of(
                new Network(
                    List.of(
                        new Dense(
                            new Tensor(List.of(1, 10_000), new float[10_000]),
                            new Tensor(List.of(10_000), new float[10_000]),
                            Activation.SOFTMAX))),
                0,
                Optional.empty())));
    assertTrue(SerializationUtils.serialize(driver).length < 6_000);
    CountAccumulator task = inTask(driver);
    Tallies tallies = task.newTallies();
    float[] outputs = new float[10_000];
    tallies.of(0).addImage(outputs, 0, 0, 1, "file", 0, image -> new byte[1]);
    task.add(new PartitionCounts(0, new Counts(1, 1, 0, 0, Set.of()), tallies, null));

    byte[] result = SerializationUtils.serialize(task);

    assertTrue(result.length < 6_000, result.length + " bytes");
    driver.merge(SerializationUtils.deserialize(result));
    assertEquals(1, driver.value().images());
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
