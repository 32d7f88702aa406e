package forwardpass;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import forwardpass.source.idx.IdxFixture;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With --quiet stderr has errors and nothing else; stdout is as without. */
class QuietTest {
  @TempDir Path dir;

  private static void assertQuiet(String out, CommandRun run) {
    assertEquals("", run.err());
    assertEquals("", run.summary());
    assertEquals(out, run.out());
    assertEquals(0, run.status());
  }

  @Test
  void resultsAreAllThatIsTold() {
    assertQuiet(
        "Accuracy: %s\n".formatted(Golden.ACCURACY), CommandRun.of("--quiet", "--self-test"));
  }

  @Test
  void withoutResultsNothingIs() {
    Path images = IdxFixture.write(dir.resolve("images"), IdxFixture.images(3, 28, 28));
    Path output = dir.resolve("out");

    assertQuiet("", CommandRun.of("--images", images, "--output", output, "--resume", "--quiet"));

    assertEquals(3, SharedSpark.session().read().parquet(output.toString()).count());
  }

  @Test
  void trainingIsNotToldEither() {
    Path images = IdxFixture.write(dir.resolve("images"), IdxFixture.images(8, 2, 2));
    Path labels = IdxFixture.write(dir.resolve("labels"), IdxFixture.labels(8, 2));
    Path weights = dir.resolve("weights.pkl");

    assertQuiet(
        "",
        CommandRun.of(
            "train",
            "--images",
            images,
            "--labels",
            labels,
            "--weights",
            weights,
            "--classes",
            2,
            "--hidden",
            2,
            "--iterations",
            1,
            "--quiet"));

    assertTrue(Files.exists(weights));
  }

  @Test
  void aFailureIsTold() {
    Path images = dir.resolve("none");

    String message = CommandRun.of("--images", images).err();

    CommandRun.of("--images", images, "--quiet").assertFailure(3, message.strip());
  }

  @Test
  void quietAndVerboseIsNeither() {
    CommandRun run = CommandRun.of("--quiet", "--verbose");

    assertEquals(2, run.status());
    assertEquals("", run.out());
    assertTrue(
        run.err().endsWith("\n--quiet and --verbose do not go together: give one of them\n"),
        run.err());
  }
}
