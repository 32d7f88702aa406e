package forwardpass;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import forwardpass.sink.Locks;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A driver that is told to stop, or killed, leaves nothing that the next run minds. */
class DriverStopsIT extends DriverFaults {
  private static final int COPIES = 12;

  /** F5. */
  @Test
  void whatIsToldToStopWhileItWritesLeavesNothing() throws Exception {
    Path images = images(COPIES);
    Path output = outputApart();
    Path scratch = Files.createDirectory(dir.resolve("scratch"));
    Hold hold = Hold.on(images);

    CommandRun run =
        run(
            process -> {
              awaitMidWrite(hold, output, process);
              process.destroy();
            },
            SUBMIT,
            with(
                faulty(LOCAL, "--conf", "spark.local.dir=" + scratch),
                "--images",
                faulty(images),
                "--output",
                output,
                "--mode",
                "DROPMALFORMED",
                "--refused",
                output.resolveSibling("refused")));

    assertEquals("", run.out() + run.err());
    assertEquals(143, run.status());
    assertEquals(List.of(), names(output.getParent()));
    assertEquals(List.of(), names(scratch));
  }

  /** Such a task makes the directories above its file anew. */
  @ParameterizedTest
  @ValueSource(strings = {LOCAL, "local-cluster[1,2,1024]"})
  void whatIsToldToStopWhileATaskMakesAFileLeavesNothing(String master) throws Exception {
    Path output = outputApart();
    Files.createFile(FaultyFileSystem.beside(output, "late"));
    Path begun = FaultyFileSystem.beside(output, "had.late");

    CommandRun run =
        run(
            process -> {
              await("a task makes a file", process, () -> Files.exists(begun));
              process.destroy();
            },
            SUBMIT,
            with(faulty(master), "--output", faulty(output)));

    assertEquals("", run.out() + run.err());
    assertEquals(143, run.status());
    assertEquals(List.of(".out.had.late", ".out.late"), names(output.getParent()));
  }

  /** F6. */
  @Test
  void aDriverThatIsKilledLeavesNothingThatTheNextRunMinds() throws Exception {
    Path images = images(COPIES);
    Path output = outputApart();
    Hold hold = Hold.on(images);
    Object[] arguments = labelled(images, COPIES, output);

    CommandRun killed =
        run(
            process -> {
              awaitMidWrite(hold, output, process);
              killTree(process);
            },
            SUBMIT,
            arguments);
    assertEquals(137, killed.status());
    assertTrue(Files.exists(output.resolve("_lock")));
    assertFalse(Files.exists(output.resolve("_SUCCESS")));

    run(SUBMIT, arguments).assertAccuracy(Golden.ACCURACY);

    assertGolden(output, COPIES);
    assertEquals(List.of("out"), names(output.getParent()));
  }

  /** Nobody here can see its process: only its lock, which stands still. */
  @Test
  void aDriverThatIsKilledElsewhereIsWaitedForAndReplaced() throws Exception {
    Path output = dir.resolve("out");
    Files.createDirectories(output.resolve("_temporary/0"));
    Files.writeString(output.resolve("part-0"), "of the dead");
    Files.writeString(output.resolve("_lock"), Locks.ofAnotherMachine(3000));

    CommandRun run = run(SUBMIT, "--output", output);

    run.assertAccuracy(Golden.ACCURACY);
    assertTrue(
        run.err()
            .matches(
                "(?s)[0-9:]{8} WARN OutputLock: file:%s was locked by process [0-9]+ on elsewhere; waiting up to 3 s to see whether that still runs\n.*"
                    .formatted(output)),
        run.err());
    assertGolden(output, 1);
  }
}
