package forwardpass;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import forwardpass.cli.Commands;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerStageCompleted;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The report says what NumPy says of the same images, and the status how the run ended. */
class ReportTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path dir;

  private JsonNode json(String file) throws IOException {
    return JSON.readTree(dir.resolve("report").resolve(file).toFile());
  }

  private static void assertClose(String name, JsonNode expected, JsonNode found) {
    if (expected.isArray()) {
      assertEquals(expected.size(), found.size(), name);
      for (int i = 0; i < expected.size(); i++) {
        assertClose(name, expected.get(i), found.get(i));
      }
    } else if (expected.isObject()) {
      for (Iterator<String> names = expected.fieldNames(); names.hasNext(); ) {
        String field = names.next();
        assertClose(name + "." + field, expected.get(field), found.get(field));
      }
    } else {
      double tolerance = name.equals("log_loss") || name.contains("calibration") ? 1e-6 : 1e-9;
      assertEquals(expected.asDouble(), found.asDouble(), tolerance, name);
    }
  }

  private static List<Long> indexes(JsonNode examples) {
    return StreamSupport.stream(examples.spliterator(), false)
        .map(example -> example.get("index").asLong())
        .toList();
  }

  private static List<Long> numbers(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asLong).toList();
  }

  @ParameterizedTest
  @CsvSource({"100, 1", "7, 5", "10000, 3"})
  void metricsAndExamplesAreThoseOfNumpyHoweverTheImagesAreDivided(int batchSize, int partitions)
      throws IOException {
    CommandRun.of(
            "--report",
            dir.resolve("report"),
            "--batch-size",
            batchSize,
            "--partitions",
            partitions,
            "--images",
            plain("t10k-images-idx3-ubyte.gz"),
            "--labels",
            plain("t10k-labels-idx1-ubyte.gz"))
        .assertAccuracy(Golden.ACCURACY);

    JsonNode golden = JSON.readTree(ReportTest.class.getResourceAsStream("/golden/metrics.json"));
    JsonNode report = json("report.json");
    JsonNode metrics = report.get("metrics");
    for (String name :
        List.of(
            "correct",
            "count",
            "accuracy",
            "log_loss",
            "top2_accuracy",
            "top3_accuracy",
            "macro_precision",
            "macro_recall",
            "macro_f1",
            "expected_calibration_error",
            "per_class",
            "confusion_matrix_rows_label_columns_prediction")) {
      assertClose(name, golden.get(name), metrics.get(name));
    }
    assertEquals(
        numbers(golden.get("images_by_confidence")),
        StreamSupport.stream(metrics.get("confidence").spliterator(), false)
            .map(bin -> bin.get("images").asLong())
            .toList());
    assertEquals(
        numbers(golden.get("most_confident_mistakes")),
        indexes(report.get("most_confident_mistakes")));
    assertEquals(numbers(golden.get("least_certain")), indexes(report.get("least_certain")));
    assertEquals(
        "{\"read\":10000,\"scored\":10000,\"refused\":0,\"refused_by_reason\":{}}",
        report.get("rows").toString());
  }

  private Path plain(String name) throws IOException {
    Path file = dir.resolve(name.replace(".gz", ""));
    try (var in =
        new java.util.zip.GZIPInputStream(Files.newInputStream(SharedSpark.DATA.resolve(name)))) {
      Files.copy(in, file);
    }
    return file;
  }

  @Test
  void provenanceNamesWhatWasRunAndHidesPasswords() throws IOException {
    CommandRun.of(
            "--report",
            dir.resolve("report"),
            "--output",
            dir.resolve("out"),
            "--output-option",
            "password=hunter2")
        .assertAccuracy(Golden.ACCURACY);

    JsonNode provenance = json("report.json").get("provenance");
    assertEquals("784-50(sigmoid)-100(sigmoid)-10(softmax)", provenance.get("network").asText());
    assertEquals(SharedSpark.session().version(), provenance.get("spark").asText());
    assertEquals(
        org.apache.commons.codec.digest.DigestUtils.sha256Hex(
            Files.readAllBytes(SharedSpark.DATA.resolve("mnist_weights.pkl"))),
        provenance.get("weights").get(0).get("sha256").asText());
    assertEquals(1, provenance.get("images").size());
    assertEquals(1, provenance.get("labels").size());
    assertTrue(provenance.get("stages").size() > 0);
    assertTrue(provenance.toString().contains("password=(not shown)"), provenance.toString());
    assertFalse(provenance.toString().contains("hunter2"));
  }

  @Test
  void withoutLabelsThereAreDistributionsAndNoAccuracy() throws IOException {
    CommandRun run =
        CommandRun.of(
            "--report",
            dir.resolve("report"),
            "--images",
            SharedSpark.DATA.resolve("t10k-images-idx3-ubyte.gz"));

    assertEquals(0, run.status(), run.err());
    JsonNode metrics = json("report.json").get("metrics");
    long[] expected = new long[10];
    for (int prediction : Golden.predictions()) {
      expected[prediction]++;
    }
    assertEquals(
        java.util.Arrays.stream(expected).boxed().toList(),
        numbers(metrics.get("predicted_per_class")));
    assertFalse(metrics.has("accuracy"));
    assertEquals(0, json("report.json").get("most_confident_mistakes").size());
    assertTrue(
        Files.readString(dir.resolve("report/report.html"))
            .contains("No labels: predictions, and no accuracy"));
  }

  @Test
  void refusedRecordsAreCountedByReasonAndFile() throws IOException {
    StructType schema =
        new StructType()
            .add("label", DataTypes.StringType)
            .add("features", SQLDataTypes.VectorType());
    SharedSpark.session()
        .createDataFrame(
            List.of(
                RowFactory.create("7", Vectors.dense(new double[784])),
                RowFactory.create("2", null),
                RowFactory.create("1", Vectors.dense(1, 2, 3)),
                RowFactory.create("1", Vectors.dense(1, 2))),
            schema)
        .coalesce(1)
        .write()
        .parquet(dir.resolve("table").toString());

    CommandRun run =
        CommandRun.of(
            "--images",
            dir.resolve("table"),
            "--mode",
            "DROPMALFORMED",
            "--report",
            dir.resolve("report"));

    assertEquals(0, run.status(), run.err());
    assertEquals(
        "{\"read\":4,\"scored\":1,\"refused\":3,\"refused_by_reason\":{\"expected N values, found N\":2,\"expected an image, found null\":1}}",
        json("report.json").get("rows").toString());
    JsonNode file = json("report.json").get("files").get(0);
    assertEquals(1, json("report.json").get("files").size());
    assertEquals(1, file.get("scored").asLong());
    assertEquals(3, file.get("refused").asLong());
  }

  @Test
  void theStatusOfARunIsItsExitStatusWithItsCounts() throws IOException {
    CommandRun.of("--report", dir.resolve("report")).assertAccuracy(Golden.ACCURACY);

    JsonNode status = json("status.json");
    assertEquals("succeeded", status.get("state").asText());
    assertEquals(0, status.get("exit_status").asInt(-1));
    assertEquals(10000, status.get("read").asLong());
    assertEquals(9783, status.get("correct").asLong());
    assertEquals(0.9783, status.get("accuracy").asDouble());
  }

  @ParameterizedTest
  @CsvSource({"--images, 3", "--weights, 4"})
  void aRunThatFailsSaysSoInItsStatusAndLeavesNoReport(String option, int exitStatus)
      throws IOException {
    CommandRun.of("--report", dir.resolve("report")).assertAccuracy(Golden.ACCURACY);
    Path nothing = dir.resolve("nothing");

    CommandRun run = CommandRun.of(option, nothing, "--report", dir.resolve("report"));

    assertEquals(exitStatus, run.status());
    JsonNode status = json("status.json");
    assertEquals("failed", status.get("state").asText());
    assertEquals(exitStatus, status.get("exit_status").asInt());
    assertEquals(run.err().strip(), status.get("message").asText());
    assertTrue(Files.notExists(dir.resolve("report/report.json")));
    assertTrue(Files.notExists(dir.resolve("report/report.html")));
  }

  @Test
  void accuracyBelowTheGateIsAFailureWithAReport() throws IOException {
    CommandRun run = CommandRun.of("--min-accuracy", "0.99", "--report", dir.resolve("report"));

    assertEquals(6, run.status());
    assertEquals(6, json("status.json").get("exit_status").asInt());
    assertEquals(9783, json("report.json").get("metrics").get("correct").asInt());
  }

  @Test
  void aReportInsideTheImagesIsRefused() throws IOException {
    Path images = Files.createDirectory(dir.resolve("images"));

    CommandRun.of("--images", images, "--report", images.resolve("report"))
        .assertFailure(
            2,
            "Invalid --report: %s and the input %s are one inside the other; choose a directory of its own"
                .formatted(images.resolve("report"), images));
  }

  /** What is checked first counts as part of the run. */
  @Test
  void aRunThatIsRefusedBeforeItReadsAnImageSaysSoInItsStatus() throws IOException {
    CommandRun run =
        CommandRun.of(
            "--images",
            SharedSpark.DATA.resolve("t10k-images-idx3-ubyte.gz"),
            "--min-accuracy",
            "0.9",
            "--report",
            dir.resolve("report"));

    assertEquals(2, run.status(), run.err());
    JsonNode status = json("status.json");
    assertEquals("failed", status.get("state").asText());
    assertEquals(2, status.get("exit_status").asInt());
    assertEquals(run.err().strip(), status.get("message").asText());
  }

  @Test
  void logitsHaveTheMetricsOfTheirSoftmaxAndTheErrorsOfARegression() throws IOException {
    CommandRun.of("--report", dir.resolve("report"), "--output-activation", "identity")
        .assertAccuracy(Golden.ACCURACY);

    JsonNode golden = JSON.readTree(ReportTest.class.getResourceAsStream("/golden/metrics.json"));
    JsonNode metrics = json("report.json").get("metrics");
    assertClose("per_class", golden.get("per_class"), metrics.get("per_class"));
    assertClose("log_loss", golden.get("log_loss"), metrics.get("log_loss"));
    for (String name : List.of("mse", "mae", "r2")) {
      double expected = golden.get("logits").get(name).asDouble();
      assertEquals(expected, metrics.get(name).asDouble(), 1e-6 * Math.abs(expected), name);
    }
  }

  @Test
  void aReportThatCannotBeWrittenIsRefusedBeforeAnyWork() throws IOException {
    Path file = Files.createFile(dir.resolve("file"));

    CommandRun run = CommandRun.of("--report", file.resolve("report"));

    assertEquals(5, run.status());
    assertTrue(run.err().startsWith("Cannot write " + file), run.err());
    assertEquals("", run.out());
  }

  /** Calls back when all images are scored, before the report is made. */
  private static CommandRun runAnd(Runnable afterScoring, Object... args) {
    SparkListener listener =
        new SparkListener() {
          @Override
          public void onStageCompleted(SparkListenerStageCompleted completed) {
            afterScoring.run();
          }
        };
    SharedSpark.session().sparkContext().addSparkListener(listener);
    try {
      return CommandRun.of(args);
    } finally {
      SharedSpark.session().sparkContext().removeSparkListener(listener);
    }
  }

  private static void unchecked(IOOperation operation) {
    try {
      operation.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private interface IOOperation {
    void run() throws IOException;
  }

  @Test
  void aReportThatFailsTakesNeitherTheAccuracyNorTheOutputAway() throws IOException {
    Path report = dir.resolve("report");
    Path output = dir.resolve("out");

    CommandRun run =
        runAnd(
            () ->
                unchecked(
                    () -> {
                      if (Files.isDirectory(report)) {
                        Files.delete(report.resolve("status.json"));
                        Files.deleteIfExists(report.resolve(".status.json.crc"));
                        Files.delete(report);
                        Files.createFile(report);
                      }
                    }),
            "--report",
            report,
            "--output",
            output,
            "--min-accuracy",
            "0.99");

    assertEquals("Accuracy: " + Golden.ACCURACY + "\n", run.out(), run.err());
    assertEquals(5, run.status(), run.err());
    String last = run.err().lines().reduce("", (before, line) -> line);
    assertTrue(
        last.matches(
            "Cannot write the report to %s: .+; the results above are complete without it"
                .formatted(report)),
        run.err());
    assertTrue(Files.exists(output.resolve("_SUCCESS")));
  }

  @Test
  void inputsAreDescribedAsTheyWereBeforeTheWork() throws IOException {
    Path images = dir.resolve("images.gz");
    Files.copy(SharedSpark.DATA.resolve("t10k-images-idx3-ubyte.gz"), images);
    String digest =
        org.apache.commons.codec.digest.DigestUtils.sha256Hex(Files.readAllBytes(images));

    CommandRun run =
        runAnd(
            () -> unchecked(() -> Files.deleteIfExists(images)),
            "--images",
            images,
            "--report",
            dir.resolve("report"));

    assertEquals(0, run.status(), run.err());
    assertEquals(
        digest, json("report.json").get("provenance").get("images").get(0).get("sha256").asText());
  }

  @Test
  void anErrorOfTheJvmIsAFailureAndNoInterruption() throws IOException {
    SharedSpark.session();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    PrintStream out =
        new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8) {
          @Override
          public void println(String line) {
            throw new OutOfMemoryError("Java heap space");
          }
        };

    int status =
        Commands.run(
            new String[] {"--report", dir.resolve("report").toString()},
            out,
            new PrintStream(err, true, StandardCharsets.UTF_8));

    assertEquals(2, status);
    JsonNode written = json("status.json");
    assertEquals("failed", written.get("state").asText());
    assertEquals(2, written.get("exit_status").asInt());
    String message = written.get("message").asText();
    assertTrue(
        message.matches(
            "Cannot work in \\d+ MiB of memory: Java heap space; give more with --driver-memory"),
        message);
    assertTrue(err.toString(StandardCharsets.UTF_8).endsWith(message + "\n"));
  }

  @Test
  void thePageShowsNamesAsTextAndFetchesNothing() throws IOException {
    Path images = dir.resolve("<script>alert(1)<").resolve("script>.gz");
    Files.createDirectories(images.getParent());
    Files.copy(SharedSpark.DATA.resolve("t10k-images-idx3-ubyte.gz"), images);

    CommandRun run = CommandRun.of("--images", images, "--report", dir.resolve("report"));

    assertEquals(0, run.status(), run.err());
    String page = Files.readString(dir.resolve("report/report.html"));
    assertFalse(page.contains("<script"), "a name became a script");
    assertTrue(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;.gz"));
    for (Map.Entry<String, String> fetched :
        Map.of(" src=\"", "data:image/png;base64,", " href=\"", "#").entrySet()) {
      for (String rest : page.split(fetched.getKey(), -1)) {
        assertTrue(
            page.startsWith(rest) || rest.startsWith(fetched.getValue()),
            () -> fetched.getKey() + rest.substring(0, Math.min(80, rest.length())));
      }
    }
  }
}
