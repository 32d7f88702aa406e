package forwardpass.sink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import forwardpass.error.OutputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Of what killed runs have left, only what they made themselves and did not complete is deleted.
 */
class LeftOutputTest {
  private static final String STEM = ".out.0a1b2c3d-0000-4000-8000-000000000000";

  @TempDir private Path dir;

  private void write(String... files) throws IOException {
    for (String file : files) {
      Path path = dir.resolve(file);
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.endsWith("_lock") ? Locks.ofADeadProcess() : file);
    }
  }

  private void clear() throws IOException {
    LeftOutput.clear(
        new org.apache.hadoop.fs.Path(dir.resolve("out").toString()),
        FileSystem.getLocal(new Configuration()),
        new OutputName("out", "--output"));
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.walk(dir)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> dir.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  private void assertCleared(String... left) throws IOException {
    clear();

    assertEquals(List.of(left), files());
  }

  @Test
  void whatAKilledRunHasNotCompletedGoes() throws IOException {
    write(
        "out/_lock",
        "out/_temporary/0/part-1",
        "out/_staging/x/part-2",
        "out/part-0.csv",
        "out/.part-0.csv.crc",
        "out/label=3/part-1.csv",
        "out/._manifest.json.partial");

    clear();

    assertEquals(List.of(), files());
    assertFalse(Files.exists(dir.resolve("out")));
  }

  @Test
  void whatItDidNotMakeStays() throws IOException {
    write("out/_lock", "out/part-0", "out/thesis.tex", "out/_MG_0003.jpg", "out/old/part-0");

    assertCleared("out/_MG_0003.jpg", "out/old/part-0", "out/thesis.tex");
  }

  @ParameterizedTest
  @ValueSource(strings = {"_SUCCESS", "_manifest.json"})
  void ofWhatIsCompleteOnlyTheLockGoes(String mark) throws IOException {
    write("out/_lock", "out/part-0", "out/" + mark);

    assertCleared("out/" + mark, "out/part-0");
  }

  @Test
  void aManifestThatHasNotTakenItsPlaceIsOne() throws IOException {
    write("out/_lock", "out/part-0");
    Files.writeString(dir.resolve("out/._manifest.json.partial"), "{}");

    assertCleared("out/._manifest.json.partial", "out/part-0");
  }

  @Test
  void withoutALockNothingIsTouched() throws IOException {
    write("out/part-0", "out/_temporary/0", STEM + ".new/part-0");

    assertCleared(STEM + ".new/part-0", "out/_temporary/0", "out/part-0");
  }

  @Test
  void theLockOfALivingRunIsRespected() throws IOException {
    write("out/part-0");
    Files.writeString(dir.resolve("out/_lock"), Locks.ofALivingProcess());

    assertCleared("out/_lock", "out/part-0");
  }

  @Test
  void whatStandsBesideUnderAnotherNameIsNotOurs() throws IOException {
    write("out/_SUCCESS", ".out.mine.old/a", ".out.backup.new/_lock", ".output" + STEM + ".old/b");

    assertCleared(
        ".out.backup.new/_lock", ".out.mine.old/a", ".output" + STEM + ".old/b", "out/_SUCCESS");
  }

  @Test
  void aReplacementThatWasNotCompleteGoesAndTheOldOutputStays() throws IOException {
    write("out/_lock", "out/_SUCCESS", "out/old", STEM + ".new/_lock", STEM + ".new/part-0");

    assertCleared("out/_SUCCESS", "out/old");
  }

  @Test
  void aReplacementThatWasCompleteTakesItsPlace() throws IOException {
    write(
        STEM + ".old/_lock",
        STEM + ".old/_SUCCESS",
        STEM + ".new/_lock",
        STEM + ".new/_SUCCESS",
        STEM + ".new/new");

    assertCleared("out/_SUCCESS", "out/new");
  }

  @Test
  void whatWasReplacedGoesWithItsLock() throws IOException {
    write("out/_SUCCESS", "out/_lock", "out/new", STEM + ".old/_lock", STEM + ".old/old");

    assertCleared("out/_SUCCESS", "out/new");
  }

  @Test
  void whatWasReplacedWithoutALockStays() throws IOException {
    write("out/_SUCCESS", STEM + ".old/old");

    assertCleared(STEM + ".old/old", "out/_SUCCESS");
  }

  @Test
  void anOldOutputThatStandsAloneIsPutBack() throws IOException {
    write(STEM + ".old/_SUCCESS", STEM + ".old/_lock", STEM + ".old/old");

    assertCleared("out/_SUCCESS", "out/old");
  }

  @Test
  void whereThreeCouldBeTheOutputItsUserSays() throws IOException {
    write("out/another", STEM + ".old/_lock", STEM + ".new/_lock", STEM + ".new/_SUCCESS");
    List<String> before = files();

    OutputException refused = assertThrows(OutputException.class, this::clear);

    assertEquals(
        "Cannot write out: a run that was replacing it was killed, and what is there is neither the earlier output, which is in %s.old, nor the new one, which is in %s.new; keep one of the three and remove the others"
            .formatted(dir.resolve(STEM), dir.resolve(STEM)),
        refused.getMessage());
    assertEquals(before, files());
  }

  @Test
  void whileAnotherRunReplacesItItIsTaken() throws IOException {
    write(STEM + ".old/old", STEM + ".new/new");
    Files.writeString(dir.resolve(STEM + ".new/_lock"), Locks.ofALivingProcess());
    List<String> before = files();

    OutputException refused = assertThrows(OutputException.class, this::clear);

    assertEquals(
        "Cannot write out: another run is writing it; choose another --output",
        refused.getMessage());
    assertEquals(before, files());
  }
}
