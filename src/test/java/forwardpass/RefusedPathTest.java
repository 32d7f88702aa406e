package forwardpass;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import forwardpass.sink.Locks;
import forwardpass.source.idx.IdxFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The directory of --refused is complete or as it was, and apart from all others. */
class RefusedPathTest extends RefusedTables {
  @Test
  void whatIsThereIsLeftAlone() throws IOException {
    Files.createDirectories(refused);
    Files.writeString(refused.resolve("mine"), "kept");

    score()
        .assertFailure(
            5,
            "Cannot write %s: it exists; choose another --refused, or replace it with --overwrite"
                .formatted(refused));
    score("--overwrite")
        .assertFailure(
            5,
            "Cannot overwrite %s: expected the complete output of an earlier run, found no _SUCCESS in it; remove it yourself, or choose another --refused"
                .formatted(refused));

    assertEquals(List.of("mine"), names(refused));
  }

  @Test
  void overwriteReplacesThatOfAnEarlierRunWithItsOutputOrAlone() throws IOException {
    score();
    Files.writeString(refused.resolve("part-old"), "old");

    assertEquals(0, score("--overwrite").status());

    assertEquals(1, rows().size());
    assertComplete(refused);
    assertEquals(List.of("refused"), names(refused.getParent()));

    Path output = dir.resolve("out/predictions");
    assertEquals(0, score("--overwrite", "--output", output).status());

    assertEquals(1, rows().size());
    assertEquals(COUNT - 1, SharedSpark.session().read().parquet(output.toString()).count());
    assertEquals(List.of("predictions", "refused"), names(refused.getParent()));
  }

  /** Whose first records were refused already. */
  @Test
  void aJobThatFailsLeavesNothing() throws IOException {
    byte[] zipped = IdxFixture.gzip(Files.readAllBytes(images));
    zipped[zipped.length - 6] ^= 1; // the checksum
    images = IdxFixture.write(dir.resolve("in/images.gz"), zipped);

    CommandRun run = score("--batch-size", 1, "--output", dir.resolve("out/predictions"));

    assertEquals(3, run.status(), run.err());
    assertTrue(run.err().startsWith("Corrupt: file:%s".formatted(images)), run.err());
    assertEquals(List.of(), names(refused.getParent()));
  }

  @Test
  void aJobThatFailsLeavesWhatItWasToReplace() throws IOException {
    score();
    byte[] zipped = IdxFixture.gzip(Files.readAllBytes(images));
    zipped[zipped.length - 6] ^= 1; // the checksum
    images = IdxFixture.write(dir.resolve("in/images.gz"), zipped);

    assertEquals(3, score("--overwrite", "--batch-size", 1).status());

    assertEquals(1, rows().size());
    assertComplete(refused);
    assertEquals(List.of("refused"), names(refused.getParent()));
  }

  @Test
  void whatAKilledRunHasLeftMakesRoom() throws IOException {
    Files.createDirectories(refused.resolve("_staging"));
    Files.writeString(refused.resolve("_staging/00000-7"), "of a run that was killed");
    Files.writeString(refused.resolve("_lock"), Locks.ofADeadProcess());

    assertEquals(0, score().status());

    assertEquals(1, rows().size());
    assertComplete(refused);
  }

  @Test
  void ofTwoRunsTheFirstHasIt() throws IOException {
    Files.createDirectories(refused);
    Files.writeString(refused.resolve("_lock"), Locks.ofALivingProcess());

    score()
        .assertFailure(
            5,
            "Cannot write %s: another run is writing it; choose another --refused"
                .formatted(refused));
  }

  @ParameterizedTest
  @CsvSource({"in", "in/images", "in/images/refused", "."})
  void itIsApartFromTheInputs(String path) {
    refused = dir.resolve(path).normalize();

    score("--overwrite")
        .assertFailure(
            2,
            "Invalid --refused: %s and the input %s are one inside the other; choose a directory of its own"
                .formatted(refused, images));
  }

  @ParameterizedTest
  @CsvSource({"out", "out/refused", "out/refused/predictions"})
  void itIsApartFromTheOutput(String path) throws IOException {
    Path output = dir.resolve(path);

    score("--output", output)
        .assertFailure(
            2,
            "Invalid --refused: %s and --output %s are one inside the other; choose a directory of its own"
                .formatted(refused, output));
    assertEquals(List.of("in"), names(dir));
  }

  @ParameterizedTest
  @CsvSource({"out/refused", "out/refused/report"})
  void noReportIsInIt(String path) throws IOException {
    score("--report", dir.resolve(path))
        .assertFailure(
            2,
            "Invalid --report: %s is inside --refused %s; choose a directory of its own"
                .formatted(dir.resolve(path), refused));
    assertEquals(List.of("in"), names(dir));
  }

  @Test
  void itNeedsAModeInWhichJobsGoOn() throws IOException {
    CommandRun.of("--images", images, "--refused", refused)
        .assertFailure(
            2,
            "--refused needs --mode PERMISSIVE or --mode DROPMALFORMED: with FAILFAST the job ends at the first record that is refused");
    assertEquals(List.of("in"), names(dir));
  }

  @Test
  void itIsOfOneRun() throws IOException {
    score("--output", dir.resolve("out/predictions"), "--resume")
        .assertFailure(
            2,
            "--resume and --refused do not go together: name what is refused in a run without --resume");
    assertEquals(List.of("in"), names(dir));
  }

  @Test
  void optionsThatMayLeadItToWherePredictionsGoAreRefused() throws IOException {
    score(
            "--output",
            dir.resolve("out/predictions"),
            "--output-format",
            "jdbc",
            "--output-option",
            "dbtable=scored")
        .assertFailure(
            2,
            "Invalid --refused: expected with --output and --output-option a format that Spark writes as part files (parquet, orc, csv, json), found jdbc, whose options may lead both to one place; leave --refused out");
    assertEquals(List.of("in"), names(dir));
  }
}
