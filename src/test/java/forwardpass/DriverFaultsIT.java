package forwardpass;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import forwardpass.sink.Locks;
import forwardpass.source.idx.IdxFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The driver is ended, its disks fill, its inputs change: a result is there whole, or not at all.
 */
class DriverFaultsIT extends Faults {
  private static final int COPIES = 12;
  private static final int PARTS = 6;
  private static final String LOCAL = "local[2]";

  /** A group of files that is committed is then of 16 MiB at least: two files of 20,000 images. */
  private static final Object[] SMALL_GROUPS = {"--conf", "spark.sql.files.maxPartitionBytes=1m"};

  private static List<String> names(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  /** A path for an output, beside which nothing else is. */
  private Path outputApart() throws IOException {
    return Files.createDirectory(dir.resolve("outputs")).resolve("out");
  }

  /** A directory of files that are all alike. */
  private Path parts(String name, Path file) throws IOException {
    Path directory = Files.createDirectory(dir.resolve(name));
    for (int i = 0; i < PARTS; i++) {
      Files.copy(file, directory.resolve("part-" + i));
    }
    return directory;
  }

  /** Scores images that are copies of the test set, and on whose file system faults happen. */
  private Object[] labelled(Path images, int copies, Path output, Object... more)
      throws IOException {
    List<Object> job =
        new ArrayList<>(
            List.of("--images", faulty(images), "--labels", labels(copies), "--output", output));
    job.addAll(List.of(more));
    return with(faulty(LOCAL), job.toArray());
  }

  private static void awaitCommitted(Hold hold, Path output, Process process)
      throws IOException, InterruptedException {
    await(
        "some files are committed, and one is held",
        process,
        () -> hold.holds() && Files.exists(output.resolve("_manifest.json")));
  }

  private static void assertTaken(Path output, CommandRun run) {
    run.assertFailure(
        5, "Cannot write %s: another run is writing it; choose another --output".formatted(output));
  }

  /** The rows of two copies of the test set in each part, each once. */
  private static Dataset<Row> assertAllThere(Path output) {
    Dataset<Row> rows = SharedSpark.session().read().parquet(output.toString());
    assertEquals(PARTS * 20_000, rows.count());
    assertEquals(PARTS * 20_000, rows.select("file", "index").distinct().count());
    return rows;
  }

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

  @Test
  void aDriverThatIsKilledIsResumedWhereItWas() throws Exception {
    Path images = parts("images", images(2));
    Path labels = parts("labels", labels(2));
    Path output = dir.resolve("out");
    Hold hold = Hold.on(images.resolve("part-3"));
    Object[] arguments =
        with(
            faulty(LOCAL, SMALL_GROUPS),
            "--images",
            faulty(images),
            "--labels",
            labels,
            "--output",
            output,
            "--resume");

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
    Object[] arguments =
        with(
            faulty(LOCAL, SMALL_GROUPS),
            "--images",
            faulty(images),
            "--output",
            output,
            "--resume");

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

  /** F7. */
  @ParameterizedTest
  @ValueSource(strings = {"before it is written to", "while it is written to", "spark.local.dir"})
  void aFullDiskIsNamed(String when) throws Exception {
    try (SmallDisk disk = SmallDisk.mount(dir.resolve("small"), 64)) {
      Path small = disk.path();
      disk.fill(4);
      boolean local = when.equals("spark.local.dir");
      Path output = local ? dir.resolve("out") : small.resolve("out");
      List<Object> arguments = new ArrayList<>();
      if (local) {
        arguments.addAll(List.of("--conf", "spark.local.dir=" + small));
      }
      arguments.addAll(List.of("--", "--output", output));
      if (when.equals("while it is written to")) {
        arguments.addAll(List.of("--images", table())); // nobody counts its rows before
      }

      CommandRun run = run(SUBMIT, arguments.toArray());

      assertEquals(5, run.status(), run.err());
      assertEquals("", run.out());
      assertTrue(run.err().contains(small.toString()), run.err());
      assertEquals(when.startsWith("before"), run.err().contains("expected room for 1 MiB"));
      assertEquals(1, run.err().lines().count(), run.err());
      assertFalse(Files.exists(output));
    }
  }

  private Path table() throws IOException {
    String row = ",7".repeat(784) + "\n";
    StringBuilder csv = new StringBuilder("label");
    for (int i = 0; i < 784; i++) {
      csv.append(",pixel").append(i);
    }
    csv.append("\n");
    for (int i = 0; i < 10_000; i++) {
      csv.append(i % 10).append(row);
    }
    return Files.writeString(dir.resolve("table.csv"), csv);
  }

  /** F8. */
  @Test
  void aJobThatFailsLeavesWhatItWasToOverwrite() throws Exception {
    Path output = outputApart();
    byte[] zipped = IdxFixture.gzip(Files.readAllBytes(images(1)));
    zipped[zipped.length - 6] ^= 1; // the checksum, which is read last
    Path damaged = IdxFixture.write(dir.resolve("damaged"), zipped);
    run(SUBMIT, "--output", output).assertAccuracy(Golden.ACCURACY);
    List<String> before = names(output);

    CommandRun run = run(SUBMIT, "--images", damaged, "--output", output, "--overwrite");

    assertEquals(3, run.status(), run.err());
    assertEquals("", run.out());
    assertEquals(List.of("out"), names(output.getParent()));
    assertEquals(before, names(output));
    assertGolden(output, 1);
  }

  /** F9. */
  @ParameterizedTest
  @ValueSource(strings = {"in", "in/out"})
  void anOutputThatIsTheInputOrInItIsRefusedBeforeAnyWork(String out) throws Exception {
    Path input = Files.createDirectory(dir.resolve("in"));
    byte[] bytes = IdxFixture.images(50, 28, 28);
    Path images = IdxFixture.write(input.resolve("images"), bytes);
    Path output = dir.resolve(out);

    run(SUBMIT, "--images", input, "--output", output, "--overwrite")
        .assertFailure(
            2,
            "Invalid --output: %s and the input %s are one inside the other; choose a directory of its own"
                .formatted(output, input));

    assertEquals(List.of("images"), names(input));
    assertArrayEquals(bytes, Files.readAllBytes(images));
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

  /** F13. */
  @ParameterizedTest
  @ValueSource(strings = {"delete", "replace"})
  void anInputThatIsDeletedOrReplacedAfterListingFailsTheJob(String fault) throws Exception {
    Path images = images(1);
    Path output = dir.resolve("out");
    Files.createFile(FaultyFileSystem.beside(images, fault));
    IdxFixture.write(FaultyFileSystem.beside(images, "other"), IdxFixture.images(10_000, 28, 28));

    CommandRun run =
        run(
            SUBMIT,
            with(
                faulty("local-cluster[2,1,1024]"),
                "--images",
                faulty(images),
                "--partitions",
                4,
                "--output",
                output));

    assertEquals(3, run.status(), run.err());
    assertEquals("", run.out());
    assertEquals(1, run.err().lines().count(), run.err());
    assertTrue(run.err().contains("faulty:" + images), run.err());
    assertTrue(Files.exists(FaultyFileSystem.beside(images, "had." + fault)));
    assertFalse(Files.exists(output));
  }
}
