package forwardpass;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import forwardpass.source.idx.IdxFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A report puts an earlier run beside its own: here that of the same images as negatives. */
class CompareTest extends MnistTables {
  private static final int COUNT = 100;

  private final int[] before = Golden.inverted();
  private final int[] now = Golden.predictions();
  private Path images;
  private Path numbers;

  @BeforeEach
  void writeImages() throws IOException {
    images =
        IdxFixture.write(
            dir.resolve("images"),
            IdxFixture.bytes(
                0x08, new int[] {COUNT, 28, 28}, out -> out.write(pixels, 0, COUNT * PIXELS)));
    numbers =
        IdxFixture.write(
            dir.resolve("labels"),
            IdxFixture.bytes(0x08, new int[] {COUNT}, out -> out.write(labels, 0, COUNT)));
  }

  private CommandRun run(Object... more) {
    List<Object> all = new ArrayList<>(List.of("--images", images, "--labels", numbers));
    all.addAll(List.of(more));
    return CommandRun.of(all.toArray());
  }

  private JsonNode comparison() throws IOException {
    return new ObjectMapper()
        .readTree(dir.resolve("report/report.json").toFile())
        .get("comparison");
  }

  private boolean wasRight(int image) {
    return before[image] == labels[image];
  }

  private boolean isRight(int image) {
    return now[image] == labels[image];
  }

  private static long count(IntPredicate which) {
    return IntStream.range(0, COUNT).filter(which).count();
  }

  /** Right before and now of each class, as the predictions of NumPy have them. */
  private String classes() {
    List<String> classes = new ArrayList<>();
    for (int label = 0; label < 10; label++) {
      int of = label;
      long labelled = count(i -> labels[i] == of);
      classes.add(
          "{\"class\":\"%d\",\"earlier\":{\"correct\":%d,\"labelled\":%d},\"now\":{\"correct\":%d,\"labelled\":%d}}"
              .formatted(
                  label,
                  count(i -> labels[i] == of && wasRight(i)),
                  labelled,
                  count(i -> labels[i] == of && isRight(i)),
                  labelled));
    }
    return "[" + String.join(",", classes) + "]";
  }

  private String told() {
    return String.format(
        Locale.ROOT,
        "accuracy %.4f, before that %.4f",
        count(this::isRight) / (double) COUNT,
        count(this::wasRight) / (double) COUNT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"earlier", "earlier/report.json"})
  void reportsAreComparedByClassAndFile(String earlier) throws IOException {
    assertEquals(0, run("--invert", "--report", dir.resolve("earlier")).status());

    CommandRun run = run("--report", dir.resolve("report"), "--compare", dir.resolve(earlier));

    assertTrue(
        run.err().endsWith("Compared with %s: %s\n".formatted(dir.resolve(earlier), told())),
        run.err());
    assertEquals(classes(), comparison().get("classes").toString());
    assertEquals(
        "[{\"file\":\"file:%s\",\"earlier\":{\"correct\":%d,\"labelled\":100},\"now\":{\"correct\":%d,\"labelled\":100}}]"
            .formatted(images, count(this::wasRight), count(this::isRight)),
        comparison().get("files").toString());
    assertTrue(comparison().get("images").isNull());
    assertTrue(
        Files.readString(dir.resolve("report/report.html"))
            .contains("Compared with an earlier run"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"parquet", "csv", "json", "orc"})
  void outputsAreComparedByImage(String format) throws IOException {
    Path earlier = dir.resolve("earlier");
    Object[] output = {"--output", dir.resolve("out"), "--output-format", format};
    assertEquals(0, run("--invert", "--output", earlier, "--output-format", format).status());

    CommandRun run =
        run(
            "--report",
            dir.resolve("report"),
            "--compare",
            earlier,
            output[0],
            output[1],
            output[2],
            output[3]);

    assertTrue(
        run.err()
            .contains(
                "Compared with %s: %s; %d images are right that were wrong, %d are wrong that were right (McNemar's test: p "
                    .formatted(
                        earlier,
                        told(),
                        count(i -> isRight(i) && !wasRight(i)),
                        count(i -> !isRight(i) && wasRight(i)))),
        run.err());
    assertEquals(classes(), comparison().get("classes").toString());
    JsonNode paired = comparison().get("images");
    assertEquals(COUNT, paired.get("in_both").asLong());
    assertEquals(count(i -> isRight(i) && wasRight(i)), paired.get("both_right").asLong());
    assertEquals(count(i -> !isRight(i) && wasRight(i)), paired.get("only_earlier_right").asLong());
    assertEquals(count(i -> isRight(i) && !wasRight(i)), paired.get("only_now_right").asLong());
    assertEquals(count(i -> !isRight(i) && !wasRight(i)), paired.get("both_wrong").asLong());
    assertEquals(count(i -> before[i] != now[i]), paired.get("other_prediction").asLong());
    assertEquals(0, paired.get("only_in_earlier").asLong());
    assertEquals(0, paired.get("only_in_now").asLong());
    assertEquals(0, paired.get("other_label").asLong());
  }

  /** Which this run's takes the place of. */
  @Test
  void theReportThatIsReplacedIsReadBefore() throws IOException {
    Path report = dir.resolve("report");
    assertEquals(0, run("--invert", "--report", report).status());

    CommandRun run = run("--report", report, "--compare", report);

    assertTrue(run.err().endsWith("Compared with %s: %s\n".formatted(report, told())), run.err());
    assertEquals(classes(), comparison().get("classes").toString());
  }

  @Test
  void anOutputThatIsReplacedIsNotComparedWithItself() {
    Path output = dir.resolve("output");
    assertEquals(0, run("--output", output).status());

    run("--output", output, "--overwrite", "--report", dir.resolve("report"), "--compare", output)
        .assertFailure(
            2,
            "Cannot compare with %s: this run writes there; give another --output"
                .formatted(output));
  }

  @Test
  void anOutputOfOtherImagesHasNoneInCommon() throws IOException {
    Path earlier = dir.resolve("earlier");
    assertEquals(0, CommandRun.of("--output", earlier).status());

    CommandRun run =
        run("--report", dir.resolve("report"), "--compare", earlier, "--output", dir.resolve("o"));

    assertTrue(run.err().endsWith("; no image is in both, by file and index\n"), run.err());
    assertEquals(10_000, comparison().get("images").get("only_in_earlier").asLong());
    assertEquals(COUNT, comparison().get("images").get("only_in_now").asLong());
  }

  @Test
  void whatCannotBeComparedIsRefusedBeforeAnyWork() throws IOException {
    Path report = dir.resolve("report");
    run("--compare", "x")
        .assertFailure(2, "--compare needs --report: say where to write the comparison");
    Path none = dir.resolve("none");
    CommandRun missing = run("--report", report, "--compare", none);
    assertEquals(2, missing.status());
    assertTrue(missing.err().startsWith("Cannot compare with " + none + ": "), missing.err());
    run("--report", report, "--compare", Files.createDirectory(none))
        .assertFailure(
            2,
            "Cannot compare with %s: expected report.json, a directory with report.json, or a complete output with _SUCCESS, found neither; name one"
                .formatted(none));
    Path text = Files.writeString(dir.resolve("text"), "no JSON");
    run("--report", report, "--compare", text)
        .assertFailure(
            2,
            "Cannot compare with %s: expected report.json, found no JSON; name the report or output of an earlier run"
                .formatted(text));
    Path output = dir.resolve("output");
    assertEquals(0, run("--output", output).status());
    run("--report", report, "--compare", output)
        .assertFailure(
            2,
            "Cannot compare with %s: it is an output, and images are compared one by one; give --output, or name the report of that run"
                .formatted(output));
    assertTrue(Files.notExists(report.resolve("report.json")));
  }
}
