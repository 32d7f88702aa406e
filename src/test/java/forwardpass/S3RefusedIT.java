package forwardpass;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import forwardpass.source.idx.IdxFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is refused is named on S3 once, and completely, beside an output there. */
@Tag("stores")
class S3RefusedIT extends OnS3 {
  private static final int COPIES = 4;

  /** Scores copies of the test set, of each of which one label is none, into two directories. */
  private Object[] job(Object images, int copies, String to, Object... more) throws IOException {
    List<Object> job =
        new ArrayList<>(List.of("--images", images, "--labels", labelsOfWhichSomeAreNone(copies)));
    job.addAll(List.of("--mode", "DROPMALFORMED", "--partitions", 2 * copies));
    job.addAll(List.of("--output", to + "/out", "--refused", to + "/refused"));
    job.addAll(List.of(more));
    return job.toArray();
  }

  private static List<Object> local(String endpoint) {
    return faulty("local[2]", server.options(endpoint).toArray());
  }

  private static void assertRefused(CommandRun run, int copies) {
    assertEquals(0, run.status(), run.err());
    assertTrue(
        run.err().contains("; %d of %,d records refused; ".formatted(copies, copies * 10_000)),
        run.err());
  }

  /** All other images have what NumPy predicts for them, and each bad label is named once. */
  private static void assertBoth(String to, int copies) throws IOException {
    assertNoLabels(to + "/refused", copies);
    List<Long> indexes = new ArrayList<>();
    List<Integer> predictions = new ArrayList<>();
    for (Row row :
        SharedSpark.session()
            .read()
            .parquet(to + "/out")
            .orderBy("index")
            .select("index", "prediction")
            .collectAsList()) {
      indexes.add(row.getLong(0));
      predictions.add(row.getInt(1));
    }
    int[] golden = Golden.predictions();
    int[] labelled =
        IntStream.range(0, copies * golden.length)
            .filter(image -> image % golden.length != image / golden.length)
            .toArray();
    assertEquals(Arrays.stream(labelled).asLongStream().boxed().toList(), indexes);
    assertEquals(
        Arrays.stream(labelled).map(image -> golden[image % golden.length]).boxed().toList(),
        predictions);
    assertEquals(COMPLETE, names(to + "/out"));
    assertEquals(List.of("_SUCCESS"), names(to + "/refused"));
    assertEquals(List.of("out", "refused"), all(to));
  }

  @Test
  void whatIsRefusedWhileAnExecutorIsKilledIsNamedOnce() throws Exception {
    java.nio.file.Path images = images(COPIES);
    String to = root + "executor";
    Hold hold = Hold.on(images);

    assertRefused(runAndKillExecutor(hold, to + "/out", job(faulty(images), COPIES, to)), COPIES);

    assertBoth(to, COPIES);
  }

  @Test
  void aRunThatIsToldToStopLeavesNothing() throws Exception {
    java.nio.file.Path images = images(COPIES);
    String to = root + "stopped";
    Hold hold = Hold.on(images);

    stopInMidWrite(
        hold, to + "/out", with(local(server.endpoint()), job(faulty(images), COPIES, to)));

    assertEquals(List.of(), all(to));
    assertNoUploads("/stopped/");
  }

  @Test
  void whatADriverThatIsKilledLeavesMakesRoom() throws Exception {
    java.nio.file.Path images = images(COPIES);
    String to = root + "killed";
    Hold hold = Hold.on(images);
    Object[] arguments = with(local(server.endpoint()), job(faulty(images), COPIES, to));

    killInMidWrite(hold, to + "/out", () -> {}, arguments);

    assertEquals(List.of("_lock", "_staging"), all(to + "/refused"));

    assertRefused(run(SUBMIT, arguments), COPIES);

    assertBoth(to, COPIES);
  }

  @Test
  void aJobThatFailsLeavesWhatItWasToOverwrite() throws Exception {
    String to = root + "kept";
    assertRefused(CommandRun.of(job(images(1), 1, to)), 1);
    List<String> output = all(to + "/out");
    List<String> refused = all(to + "/refused");
    byte[] zipped = IdxFixture.gzip(Files.readAllBytes(images(1)));
    zipped[zipped.length - 6] ^= 1; // the checksum, which is read last
    java.nio.file.Path damaged = IdxFixture.write(dir.resolve("damaged.gz"), zipped);

    CommandRun failed = CommandRun.of(job(damaged, 1, to, "--overwrite"));

    assertEquals(3, failed.status(), failed.err());
    assertTrue(failed.err().startsWith("Corrupt: file:" + damaged), failed.err());
    assertEquals(output, all(to + "/out"));
    assertEquals(refused, all(to + "/refused"));
    assertBoth(to, 1);
  }

  /** The last moment in which what was refused before is to be there: the output is replaced. */
  @Test
  void aDriverThatIsKilledAsItUploadsWhatIsRefusedLeavesWhatWasThere() throws Exception {
    String to = root + "between";
    assertRefused(CommandRun.of(job(images(1), 1, to)), 1);
    List<String> before = all(to + "/refused");
    Object[] job = job(images(COPIES), COPIES, to, "--overwrite");

    killAt(
        "PUT /.*/between/refused/part-.*[?&]uploadId=.*",
        1,
        endpoint -> with(local(endpoint), job));

    assertNoLabels(to + "/refused", 1);
    assertTrue(all(to + "/refused").containsAll(before));
    assertEquals(COMPLETE, names(to + "/out"));

    CommandRun.of(job(images(1), 1, to))
        .assertFailure(
            5,
            "Cannot write %s/out: it exists; choose another --output, or replace it with --overwrite"
                .formatted(to));
    assertRefused(CommandRun.of(job), COPIES);

    assertBoth(to, COPIES);
  }
}
