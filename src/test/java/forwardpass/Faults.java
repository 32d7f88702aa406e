package forwardpass;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import java.util.zip.GZIPInputStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Tag;

/** Runs jobs to which faults happen, and tells whether they did what an undisturbed one does. */
@Tag("faults")
abstract class Faults extends Submitting {
  private static final Path TEST_CLASSES = PROJECT.resolve("target/test-classes");

  /** The images of the test set, repeated. */
  final Path images(int copies) throws IOException {
    return repeated("t10k-images-idx3-ubyte.gz", 16, copies);
  }

  /** Their labels. */
  final Path labels(int copies) throws IOException {
    return repeated("t10k-labels-idx1-ubyte.gz", 8, copies);
  }

  /** Likewise, but of each copy the label of the image with the copy's number is none. */
  final Path labelsOfWhichSomeAreNone(int copies) throws IOException {
    byte[] bytes = Files.readAllBytes(labels(copies));
    for (int copy = 0; copy < copies; copy++) {
      bytes[8 + copy * 10_000 + copy] = 12;
    }
    return Files.write(dir.resolve("some-labels-" + copies), bytes);
  }

  /** Each record of which that is so is there once, and no other. */
  static void assertNoLabels(String refused, int copies) {
    Dataset<Row> rows = SharedSpark.session().read().parquet(refused);
    assertEquals(
        LongStream.range(0, copies).map(copy -> copy * 10_000 + copy).boxed().toList(),
        rows.orderBy("index").select("index").as(Encoders.LONG()).collectAsList());
    assertEquals(
        List.of("expected as label a class from 0 to 9, found 12"),
        rows.select("reason").distinct().as(Encoders.STRING()).collectAsList());
  }

  private Path repeated(String name, int header, int copies) throws IOException {
    byte[] content;
    try (GZIPInputStream in =
        new GZIPInputStream(Files.newInputStream(SharedSpark.DATA.resolve(name)))) {
      content = in.readAllBytes();
    }
    Path file = dir.resolve(name.replace(".gz", "-" + copies));
    byte[] start = Arrays.copyOf(content, header);
    ByteBuffer.wrap(start).putInt(4, 10_000 * copies);
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      out.write(start);
      for (int i = 0; i < copies; i++) {
        out.write(content, header, content.length - header);
      }
    }
    return file;
  }

  /** A file as the file system shows it on which faults happen. */
  static String faulty(Path file) {
    return "faulty://" + file;
  }

  /** Options of spark-submit with which that file system, and executors that break, are there. */
  static List<Object> faulty(String master, Object... more) {
    List<Object> options =
        new ArrayList<>(
            List.of(
                "--master",
                master,
                "--driver-class-path",
                TEST_CLASSES,
                "--conf",
                "spark.executor.extraClassPath=" + TEST_CLASSES,
                "--conf",
                "spark.hadoop.fs.faulty.impl=" + FaultyFileSystem.class.getName(),
                "--conf",
                "spark.ui.enabled=false"));
    options.addAll(List.of(more));
    options.add("--");
    return options;
  }

  /** Options, and then those of the job. */
  static Object[] with(List<Object> options, Object... job) {
    List<Object> all = new ArrayList<>(options);
    all.addAll(List.of(job));
    return all.toArray();
  }

  /** Waits until a task of a job is in the middle of what it reads, and of what it writes. */
  static void awaitMidWrite(Hold hold, Path output, Process process)
      throws IOException, InterruptedException {
    await(
        "a task is held in the middle of " + hold.file(),
        process,
        () -> hold.holds() && Files.exists(output.resolve("_temporary/0/_temporary")));
  }

  /** Every image is there once, with what NumPy predicts for it. */
  static void assertGolden(Path output, int copies) {
    int[] golden = Golden.predictions();
    Dataset<Row> rows =
        SharedSpark.session().read().parquet(output.toString()).select("index", "prediction");
    List<Row> sorted = rows.orderBy("index").collectAsList();
    assertEquals(golden.length * copies, sorted.size());
    for (int i = 0; i < sorted.size(); i++) {
      assertEquals(i, sorted.get(i).getLong(0));
      assertEquals(golden[i % golden.length], sorted.get(i).getInt(1), "image " + i);
    }
    assertTrue(Files.exists(output.resolve("_SUCCESS")));
    assertTrue(Files.notExists(output.resolve("_temporary")));
    assertTrue(Files.notExists(output.resolve("_lock")));
  }
}
