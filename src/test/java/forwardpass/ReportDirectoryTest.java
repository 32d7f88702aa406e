package forwardpass;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** A report that cannot be written is refused first, or takes nothing else away. */
class ReportDirectoryTest extends Reporting {
  @Test
  void aReportInsideTheImagesIsRefused() throws IOException {
    Path images = Files.createDirectory(dir.resolve("images"));

    CommandRun.of("--images", images, "--report", images.resolve("report"))
        .assertFailure(
            2,
            "Invalid --report: %s and the input %s are one inside the other; choose a directory of its own"
                .formatted(images.resolve("report"), images));
  }

  @Test
  void aReportThatCannotBeWrittenIsRefusedBeforeAnyWork() throws IOException {
    Path file = Files.createFile(dir.resolve("file"));

    CommandRun run = CommandRun.of("--report", file.resolve("report"));

    assertEquals(5, run.status());
    assertTrue(run.err().startsWith("Cannot write " + file), run.err());
    assertEquals("", run.out());
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
}
