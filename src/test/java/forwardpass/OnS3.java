package forwardpass;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Has an S3 server of its own, which this JVM reaches too. */
abstract class OnS3 extends Faults {
  /** What there is in a directory that is complete, beside predictions. */
  static final List<String> COMPLETE = List.of("_SUCCESS", "_manifest.json");

  @TempDir private static java.nio.file.Path ofServer;

  static S3Server server;
  static FileSystem s3;
  static String root;

  @BeforeAll
  static void startServer() throws Exception {
    server = S3Server.start(ofServer);
    server.configure(SharedSpark.session().sparkContext().hadoopConfiguration());
    s3 = server.fileSystem();
    root = server.root();
  }

  @AfterAll
  static void stopServer() throws IOException {
    if (s3 != null) {
      s3.close();
    }
    if (server != null) {
      server.close();
    }
  }

  static void upload(java.nio.file.Path file, String to) throws IOException {
    s3.copyFromLocalFile(new Path(file.toString()), new Path(root + to));
  }

  static void put(String file, String text) throws IOException {
    try (OutputStream out = s3.create(new Path(file), true)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  static String text(String file) throws IOException {
    try (InputStream in = s3.open(new Path(file))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** All that is in a directory; nothing where there is none. */
  static List<String> all(String directory) throws IOException {
    try {
      return Arrays.stream(s3.listStatus(new Path(directory)))
          .map(FileStatus::getPath)
          .map(Path::getName)
          .sorted()
          .toList();
    } catch (FileNotFoundException e) {
      return List.of();
    }
  }

  /** What is in a directory, but for what Spark names. */
  static List<String> names(String directory) throws IOException {
    return Arrays.stream(s3.listStatus(new Path(directory)))
        .map(file -> file.getPath().getName())
        .filter(name -> !name.startsWith("part-"))
        .sorted()
        .toList();
  }

  /** Some tasks have uploaded what they write, and one has not. */
  static void awaitMidWrite(Hold hold, String output, Process process)
      throws IOException, InterruptedException {
    await(
        "a task is held, and others have uploaded",
        process,
        () -> hold.holds() && hasUploads(output));
  }

  /**
   * Runs a job and kills its driver, and all processes that this has begun, in mid-write.
   *
   * @param before what is done while the job waits
   */
  final void killInMidWrite(Hold hold, String output, Runnable before, Object... arguments)
      throws Exception {
    CommandRun killed =
        run(
            process -> {
              awaitMidWrite(hold, output, process);
              before.run();
              killTree(process);
            },
            SUBMIT,
            arguments);
    assertEquals(137, killed.status());
  }

  /** Runs a job on executors of its own, of which that of the held task is killed in mid-write. */
  final CommandRun runAndKillExecutor(Hold hold, String output, Object... job) throws Exception {
    try (S3Proxy proxy = S3Proxy.before(server)) {
      return run(
          process -> {
            awaitMidWrite(hold, output, process);
            assertTrue(hold.process().destroyForcibly());
          },
          SUBMIT,
          with(faulty("local-cluster[2,1,1024]", server.options(proxy.endpoint()).toArray()), job));
    }
  }

  /** Runs a job and tells it to stop in mid-write. */
  final void stopInMidWrite(Hold hold, String output, Object... arguments) throws Exception {
    assertStopped(
        run(
            process -> {
              awaitMidWrite(hold, output, process);
              process.destroy();
            },
            SUBMIT,
            arguments));
  }

  static void assertStopped(CommandRun run) {
    assertEquals("", run.out() + run.err());
    assertEquals(143, run.status());
  }

  /** No upload is open under a directory. */
  static void assertNoUploads(String directory) throws IOException, InterruptedException {
    assertEquals(
        List.of(),
        server.uploads().stream().filter(upload -> upload.path().contains(directory)).toList());
  }

  /**
   * Runs a job and kills its driver as it makes a request for the so manieth time.
   *
   * @param job its options and arguments, where the server is at an address
   */
  final void killAt(String request, int time, Function<String, Object[]> job) throws Exception {
    AtomicInteger made = new AtomicInteger();
    try (S3Proxy proxy = S3Proxy.before(server)) {
      proxy.befall(
          told -> {
            if (told.matches(request) && made.incrementAndGet() >= time) {
              Thread.sleep(Duration.ofMinutes(10).toMillis()); // the driver does not live so long
            }
            return 200;
          });
      CommandRun killed =
          run(
              process -> {
                await("it makes the request " + request, process, () -> made.get() >= time);
                killTree(process);
              },
              SUBMIT,
              job.apply(proxy.endpoint()));
      assertEquals(137, killed.status());
    }
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

  /** Every image of so many copies of the test set is there once, with what NumPy predicts. */
  static void assertGoldenOnS3(String output, int copies) {
    int[] golden = Golden.predictions();
    Dataset<Row> rows = SharedSpark.session().read().parquet(output);
    List<Row> sorted = rows.orderBy("file", "index").select("index", "prediction").collectAsList();
    assertEquals(golden.length * copies, sorted.size());
    for (int i = 0; i < sorted.size(); i++) {
      int image = i % golden.length;
      assertEquals(image, sorted.get(i).getLong(0) % golden.length);
      assertEquals(golden[image], sorted.get(i).getInt(1), "image " + i);
    }
    assertEquals(sorted.size(), rows.select("file", "index").distinct().count());
    assertEquals(9783L * copies, rows.where("label = prediction").count());
  }
}
