package forwardpass;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import forwardpass.source.idx.IdxFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** Runs with {@code --resume} over files that are parts of the test set. */
abstract class Resuming {
  static final int EACH = 1000;
  private static final int PARTS = 10;

  private static byte[] pixels;
  private static byte[] labels;

  @TempDir Path dir;

  @BeforeAll
  static void readImages() throws IOException {
    pixels = MnistTables.unzipped("t10k-images-idx3-ubyte.gz", 16, PARTS * EACH * 784);
    labels = MnistTables.unzipped("t10k-labels-idx1-ubyte.gz", 8, PARTS * EACH);
  }

  @BeforeEach
  void makeDirectories() throws IOException {
    Files.createDirectories(dir.resolve("images"));
    Files.createDirectories(dir.resolve("labels"));
  }

  /** The part of the test set of this number, as a file of its own. */
  void arrive(int part) {
    byte[] image = IdxFixture.images(EACH, 28, 28);
    System.arraycopy(pixels, part * EACH * 784, image, 16, EACH * 784);
    byte[] label = IdxFixture.labels(EACH, 10);
    System.arraycopy(labels, part * EACH, label, 8, EACH);
    IdxFixture.write(dir.resolve("images/" + part), image);
    IdxFixture.write(dir.resolve("labels/" + part), label);
  }

  CommandRun resume(Object... more) {
    return score(Stream.concat(Stream.of("--resume"), Stream.of(more)).toArray());
  }

  CommandRun score(Object... more) {
    Stream<Object> arguments =
        Stream.of(
            "--images",
            dir.resolve("images"),
            "--labels",
            dir.resolve("labels"),
            "--output",
            dir.resolve("out"));
    return CommandRun.of(Stream.concat(arguments, Stream.of(more)).toArray());
  }

  /** So that each of the files makes a group. */
  static void withSmallTasks(Executable run) throws Throwable {
    withTasks(10_000, run);
  }

  /** With tasks of so many bytes. */
  static void withTasks(int bytes, Executable run) throws Throwable {
    String option = "spark.sql.files.maxPartitionBytes";
    SharedSpark.session().conf().set(option, String.valueOf(bytes));
    try {
      run.execute();
    } finally {
      SharedSpark.session().conf().unset(option);
    }
  }

  JsonNode manifest() throws IOException {
    return new ObjectMapper().readTree(dir.resolve("out/_manifest.json").toFile());
  }

  /** How many files each step has scored. */
  List<Integer> steps() throws IOException {
    List<Integer> steps = new ArrayList<>();
    manifest().get("steps").forEach(step -> steps.add(step.get("inputs").size()));
    return steps;
  }

  void assertScored(int parts) throws IOException {
    Dataset<Row> rows = SharedSpark.session().read().parquet(dir.resolve("out").toString());
    Map<Long, Integer> predictions = new TreeMap<>();
    for (Row row : rows.select("file", "index", "prediction").collectAsList()) {
      int part = Integer.parseInt(row.getString(0).replaceFirst(".*/", ""));
      assertNull(predictions.put(part * (long) EACH + row.getLong(1), row.getInt(2)));
    }
    assertEquals(
        Arrays.stream(Golden.predictions()).limit((long) parts * EACH).boxed().toList(),
        List.copyOf(predictions.values()));
    assertTrue(Files.exists(dir.resolve("out/_SUCCESS")));
    try (Stream<Path> left = Files.list(dir.resolve("out"))) {
      assertEquals(
          List.of("_SUCCESS", "_manifest.json"),
          left.map(file -> file.getFileName().toString())
              .filter(name -> name.startsWith("_"))
              .sorted()
              .toList());
    }
  }

  static String accuracy(int parts) {
    int correct = 0;
    for (int i = 0; i < parts * EACH; i++) {
      correct += Golden.predictions()[i] == labels[i] ? 1 : 0;
    }
    return String.valueOf((double) correct / (parts * EACH));
  }
}
