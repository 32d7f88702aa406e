package forwardpass;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Of two runs into one output, one has it. */
class TwoDriversIT extends DriverFaults {
  private static void assertTaken(Path output, CommandRun run) {
    run.assertFailure(
        5, "Cannot write %s: another run is writing it; choose another --output".formatted(output));
  }

  /** F10. */
  @Test
  void ofTwoRunsIntoOneOutputOneWinsAndTheOtherSaysSo() throws Exception {
    Path images = images(1);
    Path output = dir.resolve("out");
    Hold hold = Hold.on(images);
    List<CommandRun> second = new ArrayList<>();

    CommandRun first =
        run(
            process -> {
              awaitMidWrite(hold, output, process);
              second.add(run(SUBMIT, "--output", output));
              hold.release();
            },
            SUBMIT,
            labelled(images, 1, output));

    first.assertAccuracy(Golden.ACCURACY);
    assertTaken(output, second.get(0));
    assertGolden(output, 1);
  }

  /** F10, over an output that is there. */
  @Test
  void ofTwoRunsThatOverwriteOneOutputOneWinsAndTheOtherSaysSo() throws Exception {
    Path images = images(2);
    Path output = outputApart();
    run(SUBMIT, "--output", output).assertAccuracy(Golden.ACCURACY);
    Hold hold = Hold.on(images);
    List<CommandRun> second = new ArrayList<>();

    CommandRun first =
        run(
            process -> {
              await(
                  "a task is held, and the output locked",
                  process,
                  () -> hold.holds() && Files.exists(output.resolve("_lock")));
              second.add(run(SUBMIT, "--output", output, "--overwrite"));
              hold.release();
            },
            SUBMIT,
            labelled(images, 2, output, "--overwrite"));

    first.assertAccuracy(Golden.ACCURACY);
    assertTaken(output, second.get(0));
    assertGolden(output, 2);
    assertEquals(List.of("out"), names(output.getParent()));
  }
}
