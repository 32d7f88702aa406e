package forwardpass;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import forwardpass.sink.Locks;
import forwardpass.source.idx.IdxFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A run that fails, or is killed, is resumed from what it has committed. */
class ResumeAfterFailureTest extends Resuming {
  @Test
  void aRunThatFailsKeepsWhatItHasCommitted() throws Throwable {
    arrive(0);
    arrive(1);
    byte[] whole = IdxFixture.gzip(Files.readAllBytes(dir.resolve("images/1")));
    IdxFixture.write(dir.resolve("images/1"), Arrays.copyOf(whole, whole.length / 2));

    withSmallTasks(() -> assertEquals(3, resume().status()));
    assertTrue(Files.notExists(dir.resolve("out/_SUCCESS")));

    arrive(1);
    CommandRun resumed = resume();
    assertTrue(resumed.err().contains("), 1,000 before; "), resumed.err());
    assertScored(2);
  }

  @Test
  void aRunThatCommitsNothingLeavesNothing() {
    arrive(0);
    byte[] whole = IdxFixture.gzip(IdxFixture.images(EACH, 28, 28));
    IdxFixture.write(dir.resolve("images/0"), Arrays.copyOf(whole, whole.length / 2));

    assertEquals(3, resume().status());

    assertTrue(Files.notExists(dir.resolve("out")));
  }

  @Test
  void aMoveThatWasCutShortIsFinished() throws IOException {
    arrive(0);
    resume("--partitions", 2);
    stageAgain(1);

    CommandRun resumed = resume();

    assertTrue(resumed.err().startsWith("Scored 0 images in "), resumed.err());
    assertScored(1);
  }

  /** As if a run had been killed when so many files were still to be moved. */
  private void stageAgain(int files) throws IOException {
    List<Path> moved;
    try (Stream<Path> found = Files.list(dir.resolve("out"))) {
      moved = found.filter(file -> file.toString().endsWith(".parquet")).toList();
    }
    String unique = moved.get(0).getFileName().toString().substring(5, 13);
    Path staged =
        Files.createDirectories(
            dir.resolve("out/_staging/" + unique + "-0000-4000-8000-000000000000"));
    ObjectNode step = (ObjectNode) manifest().get("steps").get(0);
    ObjectNode from =
        step.putObject("staged")
            .put("directory", "_staging/" + unique + "-0000-4000-8000-000000000000");
    for (Path file : moved) {
      String name = file.getFileName().toString().replace(unique + "-", "");
      from.withArray("files").add(name);
      if (from.get("files").size() <= files) {
        Files.move(file, staged.resolve(name));
      }
    }
    ObjectNode changed = (ObjectNode) manifest();
    changed.putArray("steps").add(step);
    Files.deleteIfExists(dir.resolve("out/._manifest.json.crc"));
    Files.writeString(dir.resolve("out/_manifest.json"), changed.toString());
  }

  @Test
  void anOutputThatAProcessHasIsLeftAloneAndThatOfADeadOneIsMadeAnew() throws Exception {
    arrive(0);
    Files.createDirectories(dir.resolve("out/_temporary"));
    Files.writeString(dir.resolve("out/_lock"), Locks.ofALivingProcess());

    resume()
        .assertFailure(
            5,
            "Cannot write %s: another run is writing it; choose another --output"
                .formatted(dir.resolve("out")));

    Files.writeString(dir.resolve("out/_lock"), Locks.ofADeadProcess());
    resume().assertAccuracy(accuracy(1));
    assertScored(1);
  }

  @Test
  void whatADeadProcessHasCommittedIsKept() throws Exception {
    arrive(0);
    score();
    Files.writeString(dir.resolve("out/_lock"), Locks.ofADeadProcess());

    CommandRun resumed = resume();

    assertTrue(resumed.err().startsWith("Scored 0 images in "), resumed.err());
    assertScored(1);
  }
}
