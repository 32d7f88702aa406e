package forwardpass;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** One report tells of each of several networks, and compares them. */
class SeveralReportsTest extends Reporting {
  private static final Path BOOK = SharedSpark.DATA.resolve("mnist_weights.pkl");

  private JsonNode alone(Path weights, String name) throws IOException {
    assertEquals(
        0,
        CommandRun.of(
                "--deterministic",
                "--weights",
                weights,
                "--report",
                dir.resolve(name),
                "--batch-size",
                50)
            .status());
    return JSON.readTree(dir.resolve(name).resolve("report.json").toFile());
  }

  private Path trained() throws IOException {
    Path weights = dir.resolve("mine.pkl");
    CommandRun run =
        CommandRun.of(
            "train",
            "--images",
            SharedSpark.DATA.resolve("t10k-images-idx3-ubyte.gz"),
            "--labels",
            SharedSpark.DATA.resolve("t10k-labels-idx1-ubyte.gz"),
            "--weights",
            weights,
            "--iterations",
            5);
    assertEquals(0, run.status(), run.err());
    return weights;
  }

  @Test
  void eachHasTheFiguresItHasAloneAndTheOthersAreComparedWithTheFirst() throws IOException {
    Path mine = trained();
    Path output = dir.resolve("out");

    CommandRun run =
        CommandRun.of(
            "--deterministic",
            "--weights",
            BOOK,
            "--weights",
            mine,
            "--report",
            dir.resolve("report"),
            "--output",
            output,
            "--batch-size",
            50);

    assertEquals(0, run.status(), run.err());
    JsonNode report = json("report.json");
    JsonNode networks = report.get("networks");
    assertEquals(2, networks.size());
    for (JsonNode network : networks) {
      JsonNode alone = alone(network.get("name").asText().equals("mine") ? mine : BOOK, "alone");
      for (String same : List.of("correct", "count", "top2_accuracy", "per_class")) {
        assertEquals(alone.get("metrics").get(same), network.get("metrics").get(same), same);
      }
      for (String same : List.of("warnings", "most_confident_mistakes", "least_certain", "files")) {
        assertEquals(alone.get(same), network.get(same), same);
      }
      for (String same : List.of("rows", "input", "refused_records")) {
        assertEquals(alone.get(same), report.get(same), same);
      }
    }
    assertTrue(networks.get(0).get("comparison").isNull());
    JsonNode comparison = networks.get(1).get("comparison");
    assertEquals("mnist_weights", comparison.get("with").asText());
    assertEquals(paired(output), images(comparison));
    assertTrue(run.err().contains("mine: Compared with mnist_weights: accuracy "), run.err());
    String page = Files.readString(dir.resolve("report/report.html"));
    for (String id : List.of("networks", "metrics:-mine", "confusion-matrix:-mnist_weights")) {
      assertEquals(1, page.split("id=\"" + id + "\"", -1).length - 1, id);
      assertTrue(page.contains("href=\"#" + id + "\""), id);
    }
  }

  private static List<Long> images(JsonNode comparison) {
    return List.of(
            "in_both",
            "both_right",
            "only_earlier_right",
            "only_now_right",
            "both_wrong",
            "other_prediction")
        .stream()
        .map(key -> comparison.get("images").get(key).asLong())
        .toList();
  }

  /** Of the predictions, as they are written. */
  private static List<Long> paired(Path output) {
    long[] counts = new long[6];
    for (Row row :
        SharedSpark.session()
            .read()
            .parquet(output.toString())
            .select("label", "prediction_mnist_weights", "prediction_mine")
            .collectAsList()) {
      boolean first = row.getInt(0) == row.getInt(1);
      boolean other = row.getInt(0) == row.getInt(2);
      counts[0]++;
      counts[first ? other ? 1 : 2 : other ? 3 : 4]++;
      counts[5] += row.getInt(1) == row.getInt(2) ? 0 : 1;
    }
    return IntStream.range(0, counts.length).mapToObj(i -> counts[i]).toList();
  }
}
