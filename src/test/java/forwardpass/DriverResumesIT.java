package forwardpass;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** What a driver had committed before it ended is not scored again. */
class DriverResumesIT extends DriverFaults {
  private static final int PARTS = 6;

  /** A group of files that is committed is then of 16 MiB at least: two files of 20,000 images. */
  private static final Object[] SMALL_GROUPS = {"--conf", "spark.sql.files.maxPartitionBytes=1m"};

  /** A directory of files that are all alike. */
  private Path parts(String name, Path file) throws IOException {
    Path directory = Files.createDirectory(dir.resolve(name));
    for (int i = 0; i < PARTS; i++) {
      Files.copy(file, directory.resolve("part-" + i));
    }
    return directory;
  }

  private static Object[] resumable(Path images, Path output, Object... more) {
    List<Object> options = faulty(LOCAL, SMALL_GROUPS);
    options.addAll(List.of("--images", faulty(images), "--output", output, "--resume"));
    return with(options, more);
  }

  private static void awaitCommitted(Hold hold, Path output, Process process)
      throws IOException, InterruptedException {
    await(
        "some files are committed, and one is held",
        process,
        () -> hold.holds() && Files.exists(output.resolve("_manifest.json")));
  }

  /** The rows of two copies of the test set in each part, each once. */
  private static Dataset<Row> assertAllThere(Path output) {
    Dataset<Row> rows = SharedSpark.session().read().parquet(output.toString());
    assertEquals(PARTS * 20_000, rows.count());
    assertEquals(PARTS * 20_000, rows.select("file", "index").distinct().count());
    return rows;
  }

  @Test
  void aDriverThatIsKilledIsResumedWhereItWas() throws Exception {
    Path images = parts("images", images(2));
    Path output = dir.resolve("out");
    Hold hold = Hold.on(images.resolve("part-3"));
    Object[] arguments = resumable(images, output, "--labels", parts("labels", labels(2)));

    CommandRun killed =
        run(
            process -> {
              awaitCommitted(hold, output, process);
              killTree(process);
            },
            SUBMIT,
            arguments);
    assertEquals(137, killed.status());
    assertFalse(Files.exists(output.resolve("_SUCCESS")));

    CommandRun resumed = run(SUBMIT, arguments);

    resumed.assertAccuracy(Golden.ACCURACY);
    assertTrue(resumed.err().contains(" before; "), resumed.err());
    assertFalse(resumed.err().contains(", 0 before"), resumed.err());
    assertTrue(resumed.err().contains("117,396 of 120,000 right"), resumed.err());
    Dataset<Row> rows = assertAllThere(output);
    assertEquals(117_396, rows.where("label = prediction").count());
    assertTrue(Files.exists(output.resolve("_SUCCESS")));
  }

  @Test
  void whatIsToldToStopWhileItResumesKeepsWhatItHasCommitted() throws Exception {
    Path images = parts("images", images(2));
    Path output = dir.resolve("out");
    Hold hold = Hold.on(images.resolve("part-3"));
    Object[] arguments = resumable(images, output);

    CommandRun stopped =
        run(
            process -> {
              awaitCommitted(hold, output, process);
              process.destroy();
            },
            SUBMIT,
            arguments);

    assertEquals("", stopped.out() + stopped.err());
    assertEquals(143, stopped.status());
    assertFalse(Files.exists(output.resolve("_SUCCESS")));
    assertFalse(Files.exists(output.resolve("_lock")));

    hold.release();
    CommandRun resumed = run(SUBMIT, arguments);

    assertEquals(0, resumed.status(), resumed.err());
    assertFalse(resumed.err().contains(", 0 before"), resumed.err());
    assertAllThere(output);
    assertEquals(
        List.of("_SUCCESS", "_manifest.json"),
        names(output).stream().filter(name -> name.startsWith("_")).toList());
  }
}
