package forwardpass;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import forwardpass.source.idx.IdxFixture;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** What does not continue what is there is refused, and what is there is kept. */
class ResumeRefusedTest extends Resuming {
  @Test
  void anInputThatHasChangedIsRefusedByName() {
    arrive(0);
    resume();
    IdxFixture.write(dir.resolve("images/0"), IdxFixture.gzip(IdxFixture.images(EACH, 28, 28)));

    resume()
        .assertFailure(
            3,
            "Corrupt: file:%s: expected the file, and labels, that were scored before, found them changed; write to another --output"
                .formatted(dir.resolve("images/0")));
  }

  @Test
  void anotherNetworkOrOtherOptionsAreRefused() {
    arrive(0);
    resume();

    resume("--activation", "relu")
        .assertFailure(
            2,
            "Cannot resume %s: it was begun with another network, or with another output or layout of it; give the same, or another --output"
                .formatted(dir.resolve("out")));
    resume("--probabilities")
        .assertFailure(
            2,
            "Cannot resume %s: it was begun with the options {output-format=parquet, probabilities=false, scale=0.003921569, 1.0}, these are {output-format=parquet, probabilities=true, scale=0.003921569, 1.0}; give those, or another --output"
                .formatted(dir.resolve("out")));
  }

  @Test
  void anOutputThatWasNotMadeSoIsLeftAlone() throws IOException {
    arrive(0);
    Files.createDirectory(dir.resolve("out"));
    Files.writeString(dir.resolve("out/mine"), "kept");

    resume()
        .assertFailure(
            5,
            "Cannot resume %s: expected the output of an earlier run, found no _manifest.json in it; choose another --output"
                .formatted(dir.resolve("out")));
    assertEquals("kept", Files.readString(dir.resolve("out/mine")));
  }

  @Test
  void theLockOfAnEarlierVersionIsForItsUserToRemove() throws Exception {
    arrive(0);
    Files.createDirectories(dir.resolve("out/_temporary"));
    Files.writeString(dir.resolve("out/_lock"), "elsewhere 17 2026-11-26T00:00:00Z");

    resume()
        .assertFailure(
            5,
            "Cannot write %s: a run of an earlier version is writing it, or was killed, or it is being written by something else; choose another --output, or remove file:%s if nothing writes there (it says: elsewhere 17 2026-11-26T00:00:00Z)"
                .formatted(dir.resolve("out"), dir.resolve("out/_lock")));
  }

  @Test
  void itGoesWithAnOutput() {
    CommandRun.of("--resume")
        .assertFailure(2, "--resume needs --output, and does not go together with --overwrite");
  }

  @Test
  void aSinkThatKeepsItsOwnAccountIsRefusedBeforeAnyWork() {
    arrive(0);

    resume("--output-format", "noop")
        .assertFailure(
            2,
            "Invalid --output-format: expected with --resume a format that Spark writes as part files (parquet, orc, csv, json), found noop; write it in one run");

    assertTrue(Files.notExists(dir.resolve("out")));
  }
}
