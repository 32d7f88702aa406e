package forwardpass;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import forwardpass.source.idx.IdxFixture;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** With little memory there is a result, or a word of what to do. */
class MemoryIT extends Submitting {
  @Test
  void theLargestBatchThatIsSaidToFitIntoMemoryDoes() throws Exception {
    Path images = IdxFixture.write(dir.resolve("floats"), IdxFixture.floatImages(40_000, 28, 28));

    CommandRun refused = scoreInHalfAGibibyte(images, "20000");
    Matcher most = Pattern.compile("expected at most ([0-9]+) for").matcher(refused.err());
    assertTrue(most.find(), refused.err());
    CommandRun largest = scoreInHalfAGibibyte(images, most.group(1));

    assertEquals(0, largest.status(), largest.err());
    assertTrue(largest.err().contains("Scored 40,000 images"), largest.err());
  }

  /** Four files at a time, each of 128 MiB, whatever the mode: none of them is damaged. */
  @ParameterizedTest
  @ValueSource(strings = {"FAILFAST", "DROPMALFORMED"})
  void imagesThatDoNotFitIntoMemoryEndTheJobWithAWord(String mode) throws Exception {
    Path images = Files.createDirectories(dir.resolve("dump").resolve("3"));
    for (int i = 0; i < 8; i++) {
      LargeBmp.write(images.resolve(i + ".bmp"), 6680);
    }

    CommandRun run =
        run(
            SUBMIT,
            "--master",
            "local[4]",
            "--driver-memory",
            "512m",
            "--",
            "--images",
            images.getParent(),
            "--format",
            "image",
            "--partitions",
            "8",
            "--mode",
            mode);

    assertEquals(2, run.status(), run.err());
    assertEquals("", run.out());
    assertTrue(run.err().matches(WideOutput.tooLittle("--driver-memory")), run.err());
  }

  /** Without a limit Parquet gathers 128 MiB in each task before it writes. */
  @Test
  void outputThatIsFarLargerThanMemoryIsWritten() throws Exception {
    Path output = dir.resolve("out");

    CommandRun run = run(SUBMIT, WideOutput.job(dir, "local[4]", List.of(), output));

    assertEquals(0, run.status(), run.err());
    assertEquals(
        WideOutput.IMAGES,
        SharedSpark.session().read().parquet(output.toString()).distinct().count());
  }

  /** Each would take 800 MiB, and is decoded row by row. */
  @Test
  void picturesThatAreLargerThanMemoryAreScored() throws Exception {
    Path images = Files.createDirectories(dir.resolve("photographs").resolve("3"));
    for (int i = 0; i < 2; i++) {
      Files.write(images.resolve(i + ".png"), LargePng.ofSquare(10_000));
    }

    CommandRun run =
        run(
            SUBMIT,
            "--master",
            "local[2]",
            "--driver-memory",
            "512m",
            "--",
            "--images",
            images.getParent(),
            "--format",
            "image");

    assertEquals(0, run.status(), run.err());
    assertTrue(run.err().contains("Scored 2 images"), run.err());
  }

  @ParameterizedTest
  @CsvSource({"local[4], --driver-memory", "'local-cluster[1,4,512]', --executor-memory"})
  void outputThatDoesNotFitIntoMemoryEndsTheJobWithAWord(String master, String option)
      throws Exception {
    Path output = dir.resolve("out");

    CommandRun run =
        run(SUBMIT, WideOutput.job(dir, master, List.of(), output, WideOutput.IN_MEMORY));

    assertEquals(2, run.status(), run.err());
    assertTrue(run.err().matches(WideOutput.tooLittle(option)), run.err());
    assertEquals("", run.out());
    assertFalse(Files.exists(output));
  }

  /** A network of 60 MiB: twice in the JVM, and its columns once more in each task. */
  @Test
  void aNetworkThatDoesNotFitIntoMemoryIsRefusedBeforeAnyWork() throws Exception {
    Path weights = WideOutput.weights(dir, 784, 20_000);

    CommandRun four = scoreInHalfAGibibyte("local[4]", weights);
    CommandRun one = scoreInHalfAGibibyte("local[1]", weights);

    assertEquals(2, four.status(), four.err());
    assertTrue(
        four.err()
            .matches(
                "Cannot score in [0-9]{3} MiB of memory: the network 784-20000\\(softmax\\) needs 63[0-9] MiB in 4 tasks with one image each; give more with --driver-memory, or have fewer tasks side by side with fewer cores\n"),
        four.err());
    assertEquals(0, one.status(), one.err());
  }

  private CommandRun scoreInHalfAGibibyte(String master, Path weights) throws Exception {
    return run(
        SUBMIT,
        "--master",
        master,
        "--driver-memory",
        "512m",
        "--",
        "--images",
        IdxFixture.write(dir.resolve("images"), IdxFixture.images(400, 28, 28)),
        "--weights",
        weights);
  }

  private CommandRun scoreInHalfAGibibyte(Path images, String batchSize) throws Exception {
    return run(
        SUBMIT,
        "--master",
        "local[2]",
        "--driver-memory",
        "512m",
        "--",
        "--images",
        images,
        "--batch-size",
        batchSize);
  }

  @Test
  void aFileThatDoesNotFitIntoMemoryIsNotInspectedAndThatIsSaid() throws Exception {
    Path image = LargeBmp.write(dir.resolve("large.bmp"), 6680);

    CommandRun run = run(SUBMIT, "--driver-memory", "96m", "--", "inspect", image);

    assertEquals(2, run.status(), run.err());
    assertEquals("", run.out());
    assertTrue(
        run.err()
            .matches(
                "Cannot work in [0-9]+ MiB of memory: Java heap space; give more with --driver-memory\\n"),
        run.err());
  }
}
