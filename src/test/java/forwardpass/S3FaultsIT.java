package forwardpass;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Predictions on S3 are there whole, or not at all, whatever ends the run that writes them. */
@Tag("stores")
class S3FaultsIT extends OnS3 {
  private static final int COPIES = 4;

  private Object[] held(java.nio.file.Path images, String output, Object... more)
      throws IOException {
    List<Object> job =
        new ArrayList<>(
            List.of(
                "--images",
                faulty(images),
                "--labels",
                labels(COPIES),
                "--partitions",
                8,
                "--output",
                output));
    job.addAll(List.of(more));
    return with(faulty("local[2]", server.options().toArray()), job.toArray());
  }

  /** Some tasks have uploaded what they write, and one has not. */
  private static void awaitMidWrite(Hold hold, String output, Process process)
      throws IOException, InterruptedException {
    await(
        "a task is held, and others have uploaded",
        process,
        () -> hold.holds() && hasUploads(output));
  }

  private static boolean hasUploads(String output) throws IOException {
    for (String name : all(output)) {
      if (name.startsWith("__magic_job-")) {
        var files = s3.listFiles(new Path(output, name), true);
        while (files.hasNext()) {
          if (files.next().getPath().getName().endsWith(".pendingset")) {
            return true;
          }
        }
      }
    }
    return false;
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

    CommandRun killed =
        run(
            process -> {
              awaitMidWrite(hold, output, process);
              assertTaken(output, CommandRun.of("--output", output));
              killTree(process);
            },
            SUBMIT,
            arguments);

    assertEquals(137, killed.status());
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

    CommandRun killed =
        run(
            process -> {
              awaitMidWrite(hold, output, process);
              assertTaken(output, CommandRun.of("--output", output, "--overwrite"));
              assertGoldenOnS3(output, 1);
              killTree(process);
            },
            SUBMIT,
            arguments);

    assertEquals(137, killed.status());
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

    try (S3Proxy proxy = S3Proxy.before(server)) {
      CommandRun run =
          run(
              process -> {
                awaitMidWrite(hold, output, process);
                hold.process().destroyForcibly();
              },
              SUBMIT,
              with(
                  faulty("local-cluster[2,1,1024]", server.options(proxy.endpoint()).toArray()),
                  "--images",
                  faulty(images),
                  "--labels",
                  labels(COPIES),
                  "--partitions",
                  8,
                  "--output",
                  output));

      run.assertAccuracy(Golden.ACCURACY);
    }
    assertGoldenOnS3(output, COPIES);
    assertEquals(COMPLETE, names(output));
  }

  /** In the moment when a group's files are there, and no manifest says so. */
  @Test
  void aDriverThatIsKilledIsResumedAndNoGroupIsThereTwice() throws Exception {
    java.nio.file.Path images = copies("images", images(1));
    java.nio.file.Path labels = copies("labels", labels(1));
    String output = root + "resumed";
    Object[] job = {"--images", images, "--labels", labels, "--output", output, "--resume"};
    AtomicInteger manifests = new AtomicInteger();

    try (S3Proxy proxy = S3Proxy.before(server)) {
      proxy.befall(
          request -> {
            if (request.startsWith("PUT /") && request.endsWith("/_manifest.json")) {
              if (manifests.incrementAndGet() == 2) {
                Thread.sleep(Duration.ofMinutes(10).toMillis()); // the driver does not live so long
              }
            }
            return 200;
          });
      CommandRun killed =
          run(
              process -> {
                await("the second group has files", process, () -> manifests.get() == 2);
                killTree(process);
              },
              SUBMIT,
              with(groups(proxy.endpoint()), job));
      assertEquals(137, killed.status());
    }
    List<String> left = groupsOf(output);
    assertEquals(2, left.size(), left.toString());
    assertFalse(s3.exists(new Path(output, "_SUCCESS")));

    CommandRun resumed = run(SUBMIT, with(groups(server.endpoint()), job));

    resumed.assertAccuracy(Golden.ACCURACY);
    assertTrue(resumed.err().contains("10,000 before; "), resumed.err());
    assertTrue(resumed.err().contains("29,349 of 30,000 right"), resumed.err());
    assertGoldenOnS3(output, 3);
    List<String> complete = groupsOf(output);
    assertEquals(3, complete.size());
    assertEquals(1, complete.stream().filter(left::contains).count());
    assertEquals(COMPLETE, names(output));
  }

  /** With these each file of the test set's size is a group. */
  private static List<Object> groups(String endpoint) {
    List<Object> options = server.options(endpoint);
    options.addAll(
        List.of("--master", "local[2]", "--conf", "spark.sql.files.maxPartitionBytes=450k", "--"));
    return options;
  }

  private java.nio.file.Path copies(String name, java.nio.file.Path file) throws IOException {
    java.nio.file.Path directory = Files.createDirectory(dir.resolve(name));
    for (int i = 0; i < 3; i++) {
      Files.copy(file, directory.resolve("part-" + i));
    }
    return directory;
  }

  /** What the names of files of predictions have in common. */
  private static List<String> groupsOf(String output) throws IOException {
    return all(output).stream()
        .filter(name -> name.startsWith("part-"))
        .map(name -> name.substring(0, "part-".length() + 36))
        .distinct()
        .toList();
  }

  @Test
  void aRunThatIsToldToStopLeavesNothing() throws Exception {
    java.nio.file.Path images = images(COPIES);
    String output = root + "stopped/out";
    Hold hold = Hold.on(images);

    CommandRun stopped =
        run(
            process -> {
              awaitMidWrite(hold, output, process);
              process.destroy();
            },
            SUBMIT,
            held(images, output));

    assertEquals("", stopped.out() + stopped.err());
    assertEquals(143, stopped.status());
    assertEquals(List.of(), all(root + "stopped"));
    assertFalse(s3.exists(new Path(output)));
  }
}
