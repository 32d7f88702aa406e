package forwardpass;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import forwardpass.nn.Tensor;
import forwardpass.weights.pickle.PickleWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

/** Programs can rely on the schema that the jar has of reports. */
class ReportSchemaTest extends Reporting {
  private static final Path IMAGES = SharedSpark.DATA.resolve("t10k-images-idx3-ubyte.gz");
  private static final Path WEIGHTS = SharedSpark.DATA.resolve("mnist_weights.pkl");

  private static JsonSchema schema() throws IOException {
    try (InputStream in =
        ReportSchemaTest.class.getResourceAsStream("/forwardpass/report.schema.json")) {
      return JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(JSON.readTree(in));
    }
  }

  private JsonNode report(Object... args) throws IOException {
    List<Object> all = new ArrayList<>(List.of(args));
    all.add("--report");
    all.add(dir.resolve("report"));
    CommandRun run = CommandRun.of(all.toArray());
    assertEquals(0, run.status(), run.err());
    return json("report.json");
  }

  private static void assertValid(JsonNode report) throws IOException {
    assertEquals(Set.of(), schema().validate(report));
  }

  @Test
  void theReportOfLabelledImagesIsAsTheSchemaSaysAndNothingMoreOrLess() throws IOException {
    JsonNode report = report();
    assertValid(report);

    assertEveryFieldIsKnownAndNeeded(report);
  }

  /** Each object of the report in turn has a field more, and lacks one. */
  private static void assertEveryFieldIsKnownAndNeeded(JsonNode report) throws IOException {
    JsonSchema schema = schema();
    List<ObjectNode> objects = new ArrayList<>();
    for (String part :
        List.of(
            "",
            "/rows",
            "/input",
            "/metrics",
            "/metrics/per_class/0",
            "/least_certain/0",
            "/files/0",
            "/provenance",
            "/provenance/images/0")) {
      objects.add((ObjectNode) report.at(part));
    }
    for (ObjectNode object : objects) {
      object.put("surprise", 1);
      assertNotEquals(Set.<ValidationMessage>of(), schema.validate(report), object::toString);
      object.remove("surprise");
      String first = object.fieldNames().next();
      JsonNode value = object.remove(first);
      assertNotEquals(Set.<ValidationMessage>of(), schema.validate(report), first);
      object.set(first, value);
    }
    assertEquals(Set.of(), schema.validate(report));
  }

  @Test
  void soIsThatOfImagesWithoutLabels() throws IOException {
    assertValid(report("--images", IMAGES));
  }

  @Test
  void soIsOneThatIsCompared() throws IOException {
    Path first = dir.resolve("first");
    CommandRun.of("--output", first).assertAccuracy(Golden.ACCURACY);

    JsonNode report = report("--output", dir.resolve("second"), "--compare", first);

    assertEquals(10_000, report.at("/comparison/images/in_both").asInt());
    assertValid(report);
  }

  @Test
  void soIsThatOfSeveralNetworks() throws IOException {
    Path other = Files.copy(WEIGHTS, dir.resolve("other.pkl"));

    JsonNode report = report("--weights", WEIGHTS, "--weights", other);

    assertEquals(2, report.get("networks").size());
    assertValid(report);
    ((ObjectNode) report.at("/networks/0")).remove("name");
    assertNotEquals(Set.of(), schema().validate(report));
  }

  @Test
  void soIsThatOfRefusedRecordsAndNamedClasses() throws IOException {
    Path names = Files.writeString(dir.resolve("names"), "a\nb\nc\nd\ne\nf\ng\nh\ni\nj\n");
    String header =
        IntStream.range(0, 784).mapToObj(i -> ",pixel" + i).collect(Collectors.joining());
    Path csv =
        Files.writeString(
            dir.resolve("images.csv"), "label" + header + "\n3" + ",0".repeat(784) + "\n4,x\n");

    JsonNode report =
        report(
            "--images", csv, "--class-names", names, "--mode", "DROPMALFORMED", "--format", "csv");

    assertEquals(1, report.at("/rows/refused").asInt(), report::toString);
    assertEquals(10, report.get("class_names").size());
    assertValid(report);
  }

  @Test
  void soIsThatOfANetworkThatGivesNumbers() throws IOException {
    Path weights = dir.resolve("weights.pkl");
    try (OutputStream out = Files.newOutputStream(weights)) {
      PickleWriter.write(
          Map.of(
              "W1", new Tensor(List.of(1, 1), new float[] {1}),
              "b1", new Tensor(List.of(1), new float[1])),
          out);
    }
    Path table = dir.resolve("table");
    SharedSpark.session()
        .createDataFrame(
            List.of(RowFactory.create(3.0, new float[] {2.5f})),
            StructType.fromDDL("label DOUBLE, features ARRAY<FLOAT>"))
        .write()
        .parquet(table.toString());

    JsonNode report =
        report("--images", table, "--weights", weights, "--output-activation", "identity");

    assertEquals(0.25, report.at("/metrics/mse").asDouble());
    assertValid(report);
  }
}
