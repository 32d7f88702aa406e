package forwardpass;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tasks fail and executors die, in processes of their own: nothing is lost, and nothing twice. */
class ExecutorFaultsIT extends Faults {
  private static final String CLUSTER = "local-cluster[2,1,1024]";
  private static final int COPIES = 12;
  private static final String COUNTS = "117,396 of 120,000 right";

  /** F1. */
  @Test
  void aTaskThatFailsOnceIsRunAgain() throws Exception {
    Path images = images(1);
    Path output = dir.resolve("out");
    Files.createFile(FaultyFileSystem.beside(images, "throw"));

    CommandRun run =
        run(
            SUBMIT,
            with(
                faulty(CLUSTER),
                "--images",
                faulty(images),
                "--labels",
                labels(1),
                "--partitions",
                4,
                "--output",
                output));

    run.assertAccuracy(Golden.ACCURACY);
    assertTrue(run.err().contains("9,783 of 10,000 right"), run.err());
    assertTrue(Files.exists(FaultyFileSystem.beside(images, "had.throw")));
    assertGolden(output, 1);
  }

  /** F2. */
  @Test
  void aTaskThatAlwaysKillsItsExecutorEndsTheJob() throws Exception {
    Path output = dir.resolve("out");

    CommandRun run =
        run(
            SUBMIT,
            with(
                faulty(
                    CLUSTER,
                    "--conf",
                    "spark.plugins=" + FaultyExecutor.class.getName(),
                    "--conf",
                    "spark.test.fault=kill"),
                "--output",
                output));

    assertEquals(1, run.status(), run.err());
    assertTrue(run.err().contains("failed 4 times"), run.err());
    assertEquals("", run.out());
    assertFalse(Files.exists(output));
  }

  /** F3. */
  @Test
  void anExecutorThatIsKilledCostsNothingButTime() throws Exception {
    Path images = images(COPIES);
    Path output = dir.resolve("out");
    Hold hold = Hold.on(images);

    CommandRun run =
        run(
            process -> {
              awaitMidWrite(hold, output, process);
              assertTrue(hold.process().destroyForcibly());
            },
            SUBMIT,
            with(
                faulty(CLUSTER),
                "--images",
                faulty(images),
                "--labels",
                labels(COPIES),
                "--partitions",
                4,
                "--output",
                output));

    run.assertAccuracy(Golden.ACCURACY);
    assertTrue(run.err().contains(COUNTS), run.err());
    assertGolden(output, COPIES);
  }

  @Test
  void whatIsRefusedWhileAnExecutorIsKilledIsNamedOnce() throws Exception {
    Path images = images(COPIES);
    Path labels = labelsOfWhichSomeAreNone(COPIES);
    Path output = dir.resolve("out");
    Path refused = dir.resolve("refused");
    Hold hold = Hold.on(images);

    CommandRun run =
        run(
            process -> {
              awaitMidWrite(hold, output, process);
              assertTrue(hold.process().destroyForcibly());
            },
            SUBMIT,
            with(
                faulty(CLUSTER),
                "--images",
                faulty(images),
                "--labels",
                labels,
                "--mode",
                "DROPMALFORMED",
                "--partitions",
                4,
                "--output",
                output,
                "--refused",
                refused));

    assertEquals(0, run.status(), run.err());
    assertTrue(run.err().contains("; 12 of 120,000 records refused; "), run.err());
    assertNoLabels(refused.toString(), COPIES);
    assertTrue(Files.exists(refused.resolve("_SUCCESS")));
    assertTrue(Files.notExists(refused.resolve("_staging")));
    assertTrue(Files.notExists(refused.resolve("_lock")));
  }

  /** F14. */
  @ParameterizedTest
  @ValueSource(strings = {"missing", "broken"})
  void anExecutorWithoutOpenBlasFallsBackAndIsNamed(String fault) throws Exception {
    Path output = dir.resolve("out");
    Path library = dir.resolve("library.so");
    if (fault.equals("broken")) {
      Files.writeString(library, "not a library");
    }

    CommandRun run =
        run(
            SUBMIT,
            with(
                faulty(
                    CLUSTER,
                    "--conf",
                    "spark.plugins=" + FaultyExecutor.class.getName(),
                    "--conf",
                    "spark.test.fault=blas",
                    "--conf",
                    "spark.test.library=" + library,
                    // Both executors are there, and so get a task each, before there are tasks.
                    "--conf",
                    "spark.cores.max=2",
                    "--conf",
                    "spark.scheduler.minRegisteredResourcesRatio=1",
                    "--conf",
                    "spark.scheduler.maxRegisteredResourcesWaitingTime=5m"),
                "--images",
                images(COPIES),
                "--labels",
                labels(COPIES),
                "--partitions",
                8,
                "--output",
                output));

    run.assertAccuracy(Golden.ACCURACY);
    assertTrue(run.err().contains(COUNTS), run.err());
    assertTrue(
        run.err().contains("OpenBLAS 0.3.31 and netlib VectorBLAS (no native BLAS: "), run.err());
    assertGolden(output, COPIES);
  }
}
