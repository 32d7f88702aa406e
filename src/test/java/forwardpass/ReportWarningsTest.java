package forwardpass;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import forwardpass.source.idx.IdxFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A report says at its top, and stderr does, what makes its figures doubtful. */
class ReportWarningsTest {
  private static final String INVERTED =
      "Images are dark on light: 100 of 100 that were looked at; give --invert if the network was trained on light on dark, or leave it out if it is given";

  @TempDir Path dir;

  private JsonNode json() throws IOException {
    return new ObjectMapper().readTree(dir.resolve("report.json").toFile());
  }

  private String warnings() throws IOException {
    return StreamSupport.stream(json().get("warnings").spliterator(), false)
        .map(warning -> "Warning: " + warning.asText() + "\n")
        .collect(Collectors.joining());
  }

  @Test
  void ofTheTestSetThereIsNone() throws IOException {
    CommandRun run = CommandRun.of("--report", dir);

    assertTrue(run.err().endsWith("; 9,783 of 10,000 right\n"), run.err());
    assertEquals("[]", json().get("warnings").toString());
  }

  /** A task of 1,000 batches: each of the first 100, and the 112 of the others that 8 divides. */
  @Test
  void ofManyBatchesOneInEightIsLookedInto() throws IOException {
    CommandRun.of("--report", dir, "--batch-size", 10);

    JsonNode input = json().get("input");
    assertEquals(100 + 112, input.get("sampled_images").asLong());
    assertEquals((100 + 112) * 784, input.get("pixels").get("count").asLong());
  }

  /** The mean of the test set's pixels over 255, and their range, as NumPy has them of all. */
  @Test
  void pixelsOfOneImageInEachBatchAreDescribed() throws IOException {
    CommandRun.of("--report", dir);

    JsonNode input = json().get("input");
    assertEquals(100, input.get("sampled_images").asLong());
    assertEquals(0, input.get("blank_images").asLong());
    assertEquals(0, input.get("mostly_light_images").asLong());
    assertEquals(100 * 784, input.get("pixels").get("count").asLong());
    assertEquals(0.1325, input.get("pixels").get("mean").asDouble(), 0.01);
    assertEquals(0, input.get("pixels").get("least").asDouble());
    assertEquals(1, input.get("pixels").get("greatest").asDouble(), 1e-6);
  }

  @Test
  void imagesOfTheWrongPolarityAreSeen() throws IOException {
    CommandRun run = CommandRun.of("--invert", "--report", dir);

    assertTrue(warnings().contains("Warning: " + INVERTED + "\n"), warnings());
    assertTrue(run.err().endsWith(" right\n" + warnings()), run.err());
    String page = Files.readString(dir.resolve("report.html"));
    assertTrue(
        page.contains(
            "<p class=\"warning\"><strong>Warning.</strong> %s.</p>\n".formatted(INVERTED)),
        page);
  }

  /** The book's network gets most digits right all the same. */
  @Test
  void whateverPixelsAreANetworkThatIsRightIsNotDoubted() throws IOException {
    CommandRun run = CommandRun.of("--no-normalize", "--report", dir);

    assertTrue(Double.parseDouble(run.out().replace("Accuracy: ", "")) > 0.5, run.out());
    assertEquals(255, json().get("input").get("pixels").get("greatest").asDouble());
    assertEquals("[]", json().get("warnings").toString());
  }

  /** Nearly all of it is ones, by label and by prediction. */
  @Test
  void anHonestlyUnbalancedDumpIsNotDoubted() throws IOException {
    byte[] pixels = MnistTables.unzipped("t10k-images-idx3-ubyte.gz", 16, 10_000 * 784);
    byte[] labels = MnistTables.unzipped("t10k-labels-idx1-ubyte.gz", 8, 10_000);
    byte[] images = IdxFixture.images(1000, 28, 28);
    byte[] numbers = IdxFixture.labels(1000, 10);
    int next = 0;
    for (int i = 0; next < 1000; i++) {
      if (labels[i] == 1 || i < 50) {
        System.arraycopy(pixels, i * 784, images, 16 + next * 784, 784);
        numbers[8 + next++] = labels[i];
      }
    }

    CommandRun run =
        CommandRun.of(
            "--images",
            IdxFixture.write(dir.resolve("images"), images),
            "--labels",
            IdxFixture.write(dir.resolve("labels"), numbers),
            "--report",
            dir.resolve("report"));

    assertEquals(0, run.status(), run.err());
    assertEquals(
        "[]",
        new ObjectMapper()
            .readTree(dir.resolve("report/report.json").toFile())
            .get("warnings")
            .toString());
  }
}
