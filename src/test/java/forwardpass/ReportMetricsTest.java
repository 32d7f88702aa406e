package forwardpass;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.stream.StreamSupport;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The report says what NumPy says of the same images. */
class ReportMetricsTest extends Reporting {
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

    JsonNode golden =
        JSON.readTree(ReportMetricsTest.class.getResourceAsStream("/golden/metrics.json"));
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
  void logitsHaveTheMetricsOfTheirSoftmaxAndTheErrorsOfARegression() throws IOException {
    CommandRun.of("--report", dir.resolve("report"), "--output-activation", "identity")
        .assertAccuracy(Golden.ACCURACY);

    JsonNode golden =
        JSON.readTree(ReportMetricsTest.class.getResourceAsStream("/golden/metrics.json"));
    JsonNode metrics = json("report.json").get("metrics");
    assertClose("per_class", golden.get("per_class"), metrics.get("per_class"));
    assertClose("log_loss", golden.get("log_loss"), metrics.get("log_loss"));
    for (String name : List.of("mse", "mae", "r2")) {
      double expected = golden.get("logits").get(name).asDouble();
      assertEquals(expected, metrics.get(name).asDouble(), 1e-6 * Math.abs(expected), name);
    }
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
}
