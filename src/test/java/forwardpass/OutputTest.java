package forwardpass;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.univocity.parsers.common.record.Record;
import com.univocity.parsers.csv.CsvParser;
import com.univocity.parsers.csv.CsvParserSettings;
import forwardpass.sink.Locks;
import forwardpass.source.idx.IdxFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputTest {
  @TempDir Path dir;

  private Path images;
  private Path damaged;
  private Path output;

  @BeforeEach
  void writeInputs() {
    images = IdxFixture.write(dir.resolve("images"), IdxFixture.images(50, 28, 28));
    byte[] zipped = IdxFixture.gzip(IdxFixture.images(50, 28, 28));
    zipped[zipped.length - 6] ^= 1; // the checksum
    damaged = IdxFixture.write(dir.resolve("damaged"), zipped);
    output = dir.resolve("out/predictions");
  }

  private static List<String> names(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private long rows() {
    return SharedSpark.session().read().parquet(output.toString()).count();
  }

  @Test
  void anExistingOutputIsLeftAlone() throws IOException {
    Files.createDirectories(output);
    Files.writeString(output.resolve("mine"), "kept");

    CommandRun.of("--images", images, "--output", output)
        .assertFailure(
            5,
            "Cannot write %s: it exists; choose another --output, or replace it with --overwrite"
                .formatted(output));

    assertEquals(List.of("mine"), names(output));
  }

  @Test
  void overwriteReplacesAllThatWasThere() throws IOException {
    Files.createDirectories(output);
    Files.writeString(output.resolve("part-old"), "old");
    Files.writeString(output.resolve("_SUCCESS"), "");

    assertEquals(0, CommandRun.of("--images", images, "--output", output, "--overwrite").status());

    assertEquals(50, rows());
    assertFalse(Files.exists(output.resolve("part-old")));
    assertEquals(List.of("predictions"), names(output.getParent()));
  }

  @Test
  void overwriteReplacesNothingButEarlierOutput() throws IOException {
    Files.createDirectories(output);
    Files.writeString(output.resolve("mine"), "kept");

    CommandRun.of("--images", images, "--output", output, "--overwrite")
        .assertFailure(
            5,
            "Cannot overwrite %s: expected the complete output of an earlier run, found no _SUCCESS in it; remove it yourself, or choose another --output"
                .formatted(output));

    assertEquals(List.of("mine"), names(output));
  }

  @Test
  void aColumnThatTheFormatCannotHoldIsAUsageError() {
    CommandRun run =
        CommandRun.of(
            "--images", images, "--output", output, "--output-format", "csv", "--probabilities");

    assertEquals(2, run.status(), run.err());
    assertTrue(run.err().startsWith("Invalid --output-format csv: "), run.err());
    assertEquals(1, run.err().lines().count(), run.err());
    assertFalse(Files.exists(output));
  }

  @Test
  void textsInCsvAreReadAgainByWhatReadsRfc4180() throws IOException {
    List<String> texts =
        List.of(
            "plain",
            "a, comma",
            "a \"quoted\" word",
            "\"",
            "a line\nand another\r\nand another",
            " spaces around ",
            "back\\slash\\",
            "\\\"",
            "=1+1",
            "");
    SharedSpark.session()
        .createDataFrame(
            IntStream.range(0, texts.size())
                .mapToObj(i -> RowFactory.create(i, texts.get(i), new float[784]))
                .toList(),
            new StructType()
                .add("id", DataTypes.IntegerType)
                .add("text", DataTypes.StringType)
                .add("features", DataTypes.createArrayType(DataTypes.FloatType)))
        .write()
        .parquet(dir.resolve("a \"b\", c").toString());

    CommandRun run =
        CommandRun.of(
            "--images", dir.resolve("a \"b\", c"), "--output", output, "--output-format", "csv");

    assertEquals(0, run.status(), run.err());
    CsvParserSettings rfc4180 = new CsvParserSettings();
    rfc4180.trimValues(false);
    rfc4180.setNormalizeLineEndingsWithinQuotes(false);
    rfc4180.setNullValue("null");
    rfc4180.setEmptyValue("");
    rfc4180.setHeaderExtractionEnabled(true);
    Map<Integer, String> read = new TreeMap<>();
    for (String name : names(output)) {
      if (name.endsWith(".csv")) {
        for (Record row :
            new CsvParser(rfc4180).parseAllRecords(output.resolve(name).toFile(), "UTF-8")) {
          read.put(row.getInt("id"), row.getString("text"));
          assertTrue(row.getString("file").contains("a \"b\", c"), row.getString("file"));
          assertEquals("null", row.getString("label"));
        }
      }
    }
    assertEquals(texts, List.copyOf(read.values()));
  }

  @Test
  void aFailedJobLeavesNothing() throws IOException {
    CommandRun run = CommandRun.of("--images", damaged, "--output", output);

    assertEquals(3, run.status(), run.err());
    assertEquals(List.of(), names(output.getParent()));
  }

  @Test
  void aFailedJobLeavesTheOldOutputWhole() throws IOException {
    CommandRun.of("--images", images, "--output", output);

    CommandRun run = CommandRun.of("--images", damaged, "--output", output, "--overwrite");

    assertEquals(3, run.status(), run.err());
    assertEquals(50, rows());
    assertEquals(List.of("predictions"), names(output.getParent()));
  }

  @Test
  void aPathThatCannotBeMadeIsNamed() throws IOException {
    Path file = IdxFixture.write(dir.resolve("file"), new byte[1]);
    Path below = file.resolve("predictions");

    CommandRun run = CommandRun.of("--images", images, "--output", below);

    assertEquals(5, run.status(), run.err());
    assertEquals("Cannot write " + below, run.err().split(":", 2)[0]);
    assertEquals(1, run.err().lines().count(), run.err());
  }

  @Test
  void aFormatThatIsNotThereIsAUsageError() throws IOException {
    CommandRun.of("--images", images, "--output", output, "--output-format", "papyrus")
        .assertFailure(
            2,
            "Invalid --output-format: expected a format that Spark finds on the class path, found papyrus");
    assertFalse(Files.exists(output));
  }

  /** Of such a scheme Hadoop's other API, FileContext, knows nothing. */
  @Test
  void aFileSystemThatOnlySparkKnowsHoldsAllOfAnOutput() throws IOException {
    String option = "fs.faulty.impl";
    SharedSpark.session().conf().set(option, FaultyFileSystem.class.getName());
    try {
      CommandRun run = CommandRun.of("--images", images, "--output", "faulty://" + output);

      assertEquals(0, run.status(), run.err());
    } finally {
      SharedSpark.session().conf().unset(option);
    }
    assertEquals(50, rows());
    assertTrue(Files.exists(output.resolve("_manifest.json")));
    assertTrue(Files.exists(output.resolve("_SUCCESS")));
  }

  @Test
  void whatIsCompleteSaysSoWhateverTheClusterIsConfiguredTo() throws IOException {
    String option = "mapreduce.fileoutputcommitter.marksuccessfuljobs";
    SharedSpark.session().conf().set(option, "false");
    try {
      assertEquals(0, CommandRun.of("--images", images, "--output", output).status());
      CommandRun again = CommandRun.of("--images", images, "--output", output, "--overwrite");

      assertEquals(0, again.status(), again.err());
    } finally {
      SharedSpark.session().conf().unset(option);
    }
    assertTrue(Files.exists(output.resolve("_SUCCESS")));
    assertEquals(50, rows());
  }

  @Test
  void anOutputThatAnotherRunReplacesIsNotReplacedToo() throws IOException {
    CommandRun.of("--images", images, "--output", output);
    Files.writeString(output.resolve("_lock"), Locks.ofALivingProcess());

    CommandRun.of("--images", images, "--output", output, "--overwrite")
        .assertFailure(
            5,
            "Cannot write %s: another run is writing it; choose another --output"
                .formatted(output));

    assertEquals(50, rows());
  }

  @Test
  void anOutputThatAKilledRunWasReplacingIsReplacedAgain() throws IOException {
    CommandRun.of("--images", images, "--output", output);
    Files.writeString(output.resolve("_lock"), Locks.ofADeadProcess());

    CommandRun run = CommandRun.of("--images", images, "--output", output, "--overwrite");

    assertEquals(0, run.status(), run.err());
    assertEquals(50, rows());
    assertEquals(List.of("predictions"), names(output.getParent()));
    assertFalse(Files.exists(output.resolve("_lock")));
  }
}
