package forwardpass;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import forwardpass.nn.Tensor;
import forwardpass.weights.pickle.PickleWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A network with one output and no sigmoid gives numbers, and is judged by their errors. */
class RegressionTest {
  private static final String SCHEMA = "id INT, target DOUBLE, features ARRAY<FLOAT>";

  @TempDir Path dir;

  private Path weights;

  /** It gives what it takes. */
  @BeforeEach
  void writeWeights() throws IOException {
    weights = dir.resolve("weights.pkl");
    try (OutputStream out = Files.newOutputStream(weights)) {
      PickleWriter.write(
          Map.of(
              "W1", new Tensor(List.of(1, 1), new float[] {1}),
              "b1", new Tensor(List.of(1), new float[1])),
          out);
    }
  }

  /** The example of scikit-learn's mean_squared_error, mean_absolute_error and r2_score. */
  private Path table() {
    Path table = dir.resolve("table");
    SharedSpark.session()
        .createDataFrame(
            List.of(
                RowFactory.create(0, 3.0, new float[] {2.5f}),
                RowFactory.create(1, -0.5, new float[] {0}),
                RowFactory.create(2, 2.0, new float[] {2}),
                RowFactory.create(3, 7.0, new float[] {8})),
            StructType.fromDDL(SCHEMA))
        .repartition(3)
        .write()
        .parquet(table.toString());
    return table;
  }

  private CommandRun run(Object... more) {
    Object[] args = new Object[more.length + 4];
    args[0] = "--weights";
    args[1] = weights;
    args[2] = "--output-activation";
    args[3] = "identity";
    System.arraycopy(more, 0, args, 4, more.length);
    return CommandRun.of(args);
  }

  private JsonNode json(String file) throws IOException {
    return new ObjectMapper().readTree(dir.resolve("report").resolve(file).toFile());
  }

  @Test
  void errorsAreThoseOfScikitLearn() throws IOException {
    CommandRun run =
        run(
            "--images",
            table(),
            "--label-column",
            "target",
            "--partitions",
            3,
            "--report",
            dir.resolve("report"));

    assertEquals(0, run.status(), run.err());
    assertEquals("MSE: 0.375\n", run.out());
    assertTrue(run.err().endsWith("; mean squared error 0.375\n"), run.err());
    JsonNode metrics = json("report.json").get("metrics");
    assertEquals(4, metrics.get("count").asInt());
    assertEquals(0.375, metrics.get("mse").asDouble(), 1e-12);
    assertEquals(0.5, metrics.get("mae").asDouble(), 1e-12);
    assertEquals(0.9486081370449679, metrics.get("r2").asDouble(), 1e-12);
    assertFalse(metrics.has("accuracy"));
    assertEquals(
        "{\"count\":4,\"mean\":3.125,\"standard_deviation\":2.9659,\"least\":0.0,\"greatest\":8.0}",
        metrics.get("predictions").toString().replaceAll("(2\\.9659)\\d+", "$1"));
    assertTrue(json("status.json").get("accuracy").isNull());
    String page = Files.readString(dir.resolve("report/report.html"));
    assertTrue(page.contains("Mean squared error 0.375000 over 4 images"), page);
    assertFalse(page.contains("Confidence"), page);
  }

  @Test
  void predictionsAreNumbersWithoutAProbability() {
    assertEquals(
        0,
        run("--images", table(), "--label-column", "target", "--output", dir.resolve("out"))
            .status());

    List<Row> rows =
        SharedSpark.session()
            .read()
            .parquet(dir.resolve("out").toString())
            .orderBy("id")
            .selectExpr("label", "prediction", "probability")
            .collectAsList();
    assertEquals(
        List.of(
            RowFactory.create(3.0, 2.5f, null),
            RowFactory.create(-0.5, 0f, null),
            RowFactory.create(2.0, 2f, null),
            RowFactory.create(7.0, 8f, null)),
        rows);
  }

  /** Of IDX too, whose labels need not be classes. */
  @Test
  void labelsOfIdxAreNumbers() throws IOException {
    Path images = dir.resolve("images");
    Files.write(images, new byte[] {0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 1, 1, 2});
    Path labels = dir.resolve("labels");
    Files.write(labels, new byte[] {0, 0, 11, 1, 0, 0, 0, 2, -1, -5, 1, 44}); // -5 and 300

    CommandRun run =
        run(
            "--images",
            images,
            "--labels",
            labels,
            "--no-normalize",
            "--output",
            dir.resolve("out"));

    assertEquals("MSE: 44420.0\n", run.out(), run.err());
    assertEquals(
        List.of(RowFactory.create(-5.0, 1f, null), RowFactory.create(300.0, 2f, null)),
        SharedSpark.session()
            .read()
            .parquet(dir.resolve("out").toString())
            .orderBy("index")
            .selectExpr("label", "prediction", "probability")
            .collectAsList());
  }

  @Test
  void withoutLabelsThereAreTheNumbersAlone() throws IOException {
    CommandRun run =
        run("--images", table(), "--label-from", "none", "--report", dir.resolve("report"));

    assertEquals(0, run.status(), run.err());
    assertEquals("", run.out());
    assertTrue(run.err().endsWith("; no labels\n"), run.err());
    assertEquals(1, json("report.json").get("metrics").size());
    assertEquals(4, json("report.json").get("metrics").get("predictions").get("count").asInt());
  }

  @Test
  void aLabelThatIsNoNumberIsABadRecord() {
    Path bad = dir.resolve("bad");
    SharedSpark.session()
        .createDataFrame(
            List.of(RowFactory.create("7a", new float[] {2.5f})),
            new StructType()
                .add("label", DataTypes.StringType)
                .add("features", DataTypes.createArrayType(DataTypes.FloatType)))
        .write()
        .parquet(bad.toString());

    CommandRun run = run("--images", bad);

    assertEquals(3, run.status());
    assertTrue(
        run.err().contains("expected as label a finite number, found 7a; correct it"), run.err());
  }

  @Test
  void thereIsNoAccuracyToAskFor() {
    run("--images", table(), "--label-column", "target", "--min-accuracy", 0.9)
        .assertFailure(
            2,
            "--min-accuracy needs a network that tells classes apart: 1-1(identity) gives a number");
  }
}
