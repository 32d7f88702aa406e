package forwardpass;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Predictions on S3 are there whole, or not at all, whatever ends the run that writes them. */
@Tag("stores")
class S3FaultsIT extends OnS3 {
  private static final int COPIES = 4;

  private Object[] job(java.nio.file.Path images, String output, Object... more)
      throws IOException {
    List<Object> job = new ArrayList<>();
    job.addAll(List.of("--images", faulty(images), "--labels", labels(COPIES)));
    job.addAll(List.of("--partitions", 8, "--output", output));
    job.addAll(List.of(more));
    return job.toArray();
  }

  private Object[] held(java.nio.file.Path images, String output, Object... more)
      throws IOException {
    return with(faulty("local[2]", server.options().toArray()), job(images, output, more));
  }

  private static void assertTaken(String output, CommandRun run) {
    run.assertFailure(
        5, "Cannot write %s: another run is writing it; choose another --output".formatted(output));
  }

  @Test
  void aDriverThatIsKilledHasNoPredictionsThereAndTheNextRunHasAll() throws Exception {
    java.nio.file.Path images = images(COPIES);
    String output = root + "killed";
    Hold hold = Hold.on(images);
    Object[] arguments = held(images, output);

    killInMidWrite(
        hold, output, () -> assertTaken(output, CommandRun.of("--output", output)), arguments);

    List<String> left = all(output);
    assertTrue(left.contains("_lock"), left.toString());
    assertTrue(left.stream().noneMatch(name -> name.startsWith("part-")), left.toString());

    run(SUBMIT, arguments).assertAccuracy(Golden.ACCURACY);

    assertGoldenOnS3(output, COPIES);
    assertEquals(COMPLETE, names(output));
  }

  @Test
  void aDriverThatIsKilledWhileItOverwritesLeavesWhatWasThere() throws Exception {
    java.nio.file.Path images = images(COPIES);
    String output = root + "overwritten";
    CommandRun.of("--output", output).assertAccuracy(Golden.ACCURACY);
    List<String> before = all(output);
    Hold hold = Hold.on(images);
    Object[] arguments = held(images, output, "--overwrite");

    killInMidWrite(
        hold,
        output,
        () -> {
          assertTaken(output, CommandRun.of("--output", output, "--overwrite"));
          assertGoldenOnS3(output, 1);
        },
        arguments);

    assertGoldenOnS3(output, 1);
    assertTrue(all(output).containsAll(before));

    run(SUBMIT, arguments).assertAccuracy(Golden.ACCURACY);

    assertGoldenOnS3(output, COPIES);
    assertEquals(COMPLETE, names(output));
  }

  /** What the killed attempt had begun to upload has the name of what the next one uploads. */
  @Test
  void anExecutorThatIsKilledLosesNoFile() throws Exception {
    java.nio.file.Path images = images(COPIES);
    String output = root + "executor";
    Hold hold = Hold.on(images);

    runAndKillExecutor(hold, output, job(images, output)).assertAccuracy(Golden.ACCURACY);

    assertGoldenOnS3(output, COPIES);
    assertEquals(COMPLETE, names(output));
  }

  @Test
  void aRunThatIsToldToStopLeavesNothing() throws Exception {
    java.nio.file.Path images = images(COPIES);
    String output = root + "stopped/out";
    Hold hold = Hold.on(images);

    stopInMidWrite(hold, output, held(images, output));

    assertEquals(List.of(), all(root + "stopped"));
    assertFalse(s3.exists(new Path(output)));
  }
}
