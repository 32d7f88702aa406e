package forwardpass;

import static forwardpass.ReportFigures.assertSame;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import forwardpass.source.idx.IdxFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A run that goes on where another was has a report of all that both have scored. */
class ResumedReportTest extends Resuming {
  /** So that what is compared does not depend on which arithmetic a run found to be the fastest. */
  @Override
  CommandRun score(Object... more) {
    return super.score(Stream.concat(Stream.of("--deterministic"), Stream.of(more)).toArray());
  }

  private CommandRun report() {
    return resume("--report", dir.resolve("report"));
  }

  private JsonNode json(String file) throws IOException {
    return new ObjectMapper().readTree(dir.resolve("report").resolve(file).toFile());
  }

  /** The report of the same files in a run that goes from the first to the last. */
  private JsonNode inOneGo() throws IOException {
    CommandRun run =
        CommandRun.of(
            "--deterministic",
            "--images",
            dir.resolve("images"),
            "--labels",
            dir.resolve("labels"),
            "--report",
            dir.resolve("whole"));
    assertEquals(0, run.status(), run.err());
    return new ObjectMapper().readTree(dir.resolve("whole/report.json").toFile());
  }

  private Set<String> tallies() throws IOException {
    Set<String> names = new TreeSet<>();
    try (Stream<Path> files = Files.list(dir.resolve("out"))) {
      files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.startsWith("_tally-"))
          .forEach(names::add);
    }
    return names;
  }

  private Set<String> named() throws IOException {
    Set<String> names = new TreeSet<>();
    manifest().get("steps").forEach(step -> names.add(step.get("tally").get("file").asText()));
    return names;
  }

  @Test
  void theReportIsThatOfARunInOneGo() throws Throwable {
    arrive(0);
    arrive(1);
    byte[] whole = IdxFixture.gzip(Files.readAllBytes(dir.resolve("images/1")));
    IdxFixture.write(dir.resolve("images/1"), Arrays.copyOf(whole, whole.length / 2));
    withSmallTasks(() -> assertEquals(3, report().status()));
    assertEquals("failed", json("status.json").get("state").asText());
    assertEquals(EACH, json("status.json").get("scored").asInt());
    arrive(1);
    arrive(2);

    CommandRun resumed = report();

    assertEquals(0, resumed.status(), resumed.err());
    assertEquals("Accuracy: " + accuracy(3) + "\n", resumed.out());
    JsonNode found = json("report.json");
    assertEquals(EACH, found.get("provenance").get("images_of_earlier_runs").asInt());
    assertSame(inOneGo(), found);
    assertEquals(3 * EACH, json("status.json").get("scored").asInt());
    assertEquals(2, tallies().size());
    assertEquals(named(), tallies());
  }

  /** Killed when the tally was there and no manifest named it; and when the manifest did. */
  @Test
  void whatAKilledRunHasTalliedCountsOnceAndOnlyIfItsGroupWasCommitted() throws IOException {
    arrive(0);
    report();
    String tally = tallies().iterator().next();
    String orphan = "_tally-00000000-0000-4000-8000-000000000000";
    Files.copy(dir.resolve("out").resolve(tally), dir.resolve("out").resolve(orphan));
    Files.writeString(dir.resolve("out/_tally-mine"), "kept");
    arrive(1);

    assertEquals(0, report().status());
    assertEquals(0, report().status());

    assertSame(inOneGo(), json("report.json"));
    assertTrue(tallies().removeAll(Set.of("_tally-mine")));
    Files.delete(dir.resolve("out/_tally-mine"));
    assertEquals(named(), tallies());
  }

  @Test
  void aRunWithoutAReportKeepsItPossible() throws IOException {
    arrive(0);
    score("--report", dir.resolve("report")).assertAccuracy(accuracy(1));
    arrive(1);
    resume().assertAccuracy(accuracy(2));
    arrive(2);

    report().assertAccuracy(accuracy(3));

    assertSame(inOneGo(), json("report.json"));
  }

  @Test
  void readersOfTheOutputSeeNoTally() throws IOException {
    arrive(0);
    report();

    assertEquals(1, tallies().size());
    assertEquals(EACH, SharedSpark.session().read().parquet(dir.resolve("out").toString()).count());
  }

  @Test
  void imagesThatWereScoredWithoutATallyAreInNoReport() throws IOException {
    arrive(0);
    resume();
    arrive(1);

    report()
        .assertFailure(
            2,
            "Cannot report on %s: 1,000 of 1,000 images there were scored without --report, so that there is no report of all; leave out --report, or write to another --output"
                .formatted(dir.resolve("out")));
    assertEquals(List.of(1), steps());
    resume().assertAccuracy(accuracy(2));
    assertEquals(1, manifest().get("version").asInt());
  }

  @Test
  void aTallyThatIsNotWhatWasWrittenIsRefusedByName() throws IOException {
    arrive(0);
    report();
    Path tally = dir.resolve("out").resolve(tallies().iterator().next());
    byte[] bytes = Files.readAllBytes(tally);
    bytes[bytes.length / 2]++;
    Files.delete(tally.resolveSibling("." + tally.getFileName() + ".crc"));
    Files.write(tally, bytes);
    arrive(1);

    report()
        .assertFailure(
            5,
            "Cannot report on file:%s: expected what the manifest says was written, found other bytes; leave out --report, or write to another --output"
                .formatted(tally));
    assertEquals(List.of(1), steps());
  }

  @Test
  void earlierVersionsAreToldByTheManifestThatItIsNotForThem() throws IOException {
    arrive(0);
    report();

    assertEquals(3, manifest().get("version").asInt());
  }
}
