package forwardpass;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import forwardpass.nn.Tensor;
import forwardpass.source.idx.IdxFixture;
import forwardpass.weights.pickle.PickleWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The error of a resumed regression is that of all that the output holds. */
class ResumedRegressionTest {
  private static final int EACH = 1000;

  /**
   * Of numbers 1 to 6, which the network gives as it takes them. Each file has two of them, again
   * and again, so that the errors of few are those of many.
   */
  private static final int[] LABELS = {-5, 300, 0, 6, 5, 16};

  private static final String OF_FIRST = "44420.0"; // (36 + 88804) / 2
  private static final String OF_TWO = "22213.25"; // (36 + 88804 + 9 + 4) / 4
  private static final String OF_ALL = "14825.5"; // (36 + 88804 + 9 + 4 + 0 + 100) / 6

  @TempDir Path dir;

  /** It gives what it takes. */
  @BeforeEach
  void writeWeights() throws IOException {
    try (OutputStream out = Files.newOutputStream(dir.resolve("weights.pkl"))) {
      PickleWriter.write(
          Map.of(
              "W1", new Tensor(List.of(1, 1), new float[] {1}),
              "b1", new Tensor(List.of(1), new float[1])),
          out);
    }
  }

  private void arrive(int file) {
    IdxFixture.write(
        dir.resolve("images/" + file),
        IdxFixture.bytes(
            0x08,
            new int[] {EACH, 1, 1},
            out -> {
              for (int i = 0; i < EACH; i++) {
                out.writeByte(2 * file + i % 2 + 1);
              }
            }));
    IdxFixture.write(
        dir.resolve("labels/" + file),
        IdxFixture.bytes(
            0x0B,
            new int[] {EACH},
            out -> {
              for (int i = 0; i < EACH; i++) {
                out.writeShort(LABELS[2 * file + i % 2]);
              }
            }));
  }

  private CommandRun score(Object... more) {
    return run(Stream.concat(Stream.of("--labels", dir.resolve("labels")), Stream.of(more)));
  }

  private CommandRun resume(Object... more) {
    return score(Stream.concat(Stream.of("--resume"), Stream.of(more)).toArray());
  }

  private CommandRun run(Stream<Object> more) {
    Stream<Object> arguments =
        Stream.of(
            "--weights",
            dir.resolve("weights.pkl"),
            "--output-activation",
            "identity",
            "--no-normalize",
            "--images",
            dir.resolve("images"),
            "--output",
            dir.resolve("out"));
    return CommandRun.of(Stream.concat(arguments, more).toArray());
  }

  private static void assertError(String expected, CommandRun run) {
    assertEquals("MSE: " + expected + "\n", run.out(), run.err());
    assertTrue(run.err().endsWith("; mean squared error " + expected + "\n"), run.err());
    assertEquals(0, run.status(), run.err());
  }

  private ObjectNode manifest() throws IOException {
    return (ObjectNode) new ObjectMapper().readTree(dir.resolve("out/_manifest.json").toFile());
  }

  /** What each step says of errors. */
  private List<String> errors() throws IOException {
    List<String> errors = new ArrayList<>();
    manifest().get("steps").forEach(step -> errors.add(String.valueOf(step.get("errors"))));
    return errors;
  }

  /** Makes the manifest what it would be had earlier versions written it. */
  private void forgetErrors(int version) throws IOException {
    ObjectNode manifest = manifest();
    manifest.put("version", version);
    for (JsonNode step : manifest.get("steps")) {
      ((ObjectNode) step).remove("errors");
    }
    Files.writeString(dir.resolve("out/_manifest.json"), manifest.toString());
  }

  @Test
  void whatArrivesIsInTheErrorOfAll() throws IOException {
    arrive(0);
    assertError(OF_FIRST, score());
    arrive(1);
    assertError(OF_TWO, resume());
    arrive(2);

    assertError(OF_ALL, resume());
    assertError(OF_ALL, resume()); // which finds nothing to score

    assertEquals(
        List.of(
            "{\"labelled\":1000,\"sum\":4.442E7}",
            "{\"labelled\":1000,\"sum\":6500.0}",
            "{\"labelled\":1000,\"sum\":50000.0}"),
        errors());
  }

  @Test
  void groupsOfOneRunAreAddedUp() throws Throwable {
    for (int file = 0; file < 3; file++) {
      arrive(file);
    }

    Resuming.withTasks(20, () -> assertError(OF_ALL, resume()));

    assertEquals(3, errors().size());
  }

  @Test
  void aReportSaysTheSame() throws IOException {
    arrive(0);
    resume("--report", dir.resolve("report"));
    arrive(1);

    assertError(OF_TWO, resume("--report", dir.resolve("report")));

    assertEquals(
        OF_TWO,
        new ObjectMapper()
            .readTree(dir.resolve("report/report.json").toFile())
            .get("metrics")
            .get("mse")
            .asText());
  }

  @Test
  void itIsSaidWhereAnEarlierVersionKeptNoErrors() throws IOException {
    arrive(0);
    resume();
    forgetErrors(1);
    arrive(1);

    CommandRun resumed = resume();

    assertEquals("", resumed.out());
    assertTrue(
        resumed
            .err()
            .endsWith(
                "; no mean squared error: an earlier version scored 1,000 of the 2,000 images and kept no errors of theirs; to have it, score all into another --output\n"),
        resumed.err());
    assertEquals(0, resumed.status());
    assertEquals(List.of("null", "{\"labelled\":1000,\"sum\":6500.0}"), errors());
  }

  @Test
  void aReportKnowsTheErrorsOfAnEarlierVersionByTheirTally() throws IOException {
    arrive(0);
    resume("--report", dir.resolve("report"));
    forgetErrors(3);
    arrive(1);

    assertError(OF_TWO, resume("--report", dir.resolve("report")));
  }

  @Test
  void withoutLabelsThereIsNoError() {
    arrive(0);
    run(Stream.of("--resume"));
    arrive(1);

    CommandRun resumed = run(Stream.of("--resume"));

    assertEquals("", resumed.out());
    assertTrue(resumed.err().endsWith(", 1,000 before; no labels\n"), resumed.err());
    assertEquals(0, resumed.status());
  }

  @Test
  void earlierVersionsAreToldByTheManifestThatItIsNotForThem() throws IOException {
    arrive(0);
    resume();
    assertEquals(4, manifest().get("version").asInt());
    forgetErrors(1);
    resume();

    assertEquals(1, manifest().get("version").asInt());
    assertFalse(manifest().get("steps").get(0).has("errors"));
  }
}
