package forwardpass;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import forwardpass.cli.Commands;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The status says how the run ended. */
class ReportStatusTest extends Reporting {
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
}
