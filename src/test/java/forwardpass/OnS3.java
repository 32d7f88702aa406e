package forwardpass;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
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
