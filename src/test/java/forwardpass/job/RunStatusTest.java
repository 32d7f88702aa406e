package forwardpass.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import forwardpass.scoring.CountAccumulator;
import forwardpass.scoring.CountAccumulator.PartitionCounts;
import forwardpass.scoring.Counts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class RunStatusTest {
  @TempDir Path dir;

  /** Until it is there: it is away for a moment while it is replaced. */
  private JsonNode json() {
    while (true) {
      try {
        return new ObjectMapper().readTree(Files.readString(dir.resolve("status.json")));
      } catch (NoSuchFileException e) {
        Thread.onSpinWait();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Test
  @Timeout(60)
  void itIsRenewedWhileTheJobRuns() {
    CountAccumulator counts = new CountAccumulator();
    RunStatus status =
        RunStatus.begin(
            ReportDirectory.open(dir.toString(), new Configuration()),
            new RunProgress(counts),
            () -> 0.25,
            Duration.ofMillis(20));
    assertEquals(0, json().get("scored").asLong());

    status.during(
        () -> {
          CountAccumulator ofTask = counts.copyAndReset();
          ofTask.add(new PartitionCounts(0, new Counts(70, 0, 0, 3, Set.of()), null, null));
          counts.merge(ofTask);
          while (json().get("scored").asLong() == 0) {
            Thread.onSpinWait();
          }
          JsonNode running = json();
          assertEquals("running", running.get("state").asText());
          assertEquals(70, running.get("scored").asLong());
          assertEquals(3, running.get("refused").asLong());
          assertTrue(running.get("images_per_second").asDouble() > 0);
          Instant written = Instant.parse(running.get("written").asText());
          assertTrue(written.isBefore(Instant.parse(running.get("expected_end").asText())));
        });

    assertEquals("succeeded", json().get("state").asText());
    assertTrue(json().get("expected_end").isNull());
  }
}
