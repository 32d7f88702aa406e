package forwardpass;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is scored file by file is the same however often it is resumed. */
class ResumeTest extends Resuming {
  @Test
  void whatHasArrivedSinceIsScoredAndNothingTwice() throws IOException {
    arrive(0);
    arrive(1);
    CommandRun first = resume();
    first.assertAccuracy(accuracy(2));
    assertTrue(first.err().startsWith("Scored 2,000 images in "), first.err());
    assertScored(2);

    arrive(2);
    CommandRun second = resume();
    second.assertAccuracy(accuracy(3));
    assertTrue(
        second.err().matches("Scored 1,000 images in .* s \\(.* images/s\\), 2,000 before; .*\n"),
        second.err());
    assertScored(3);

    CommandRun third = resume();
    third.assertAccuracy(accuracy(3));
    assertTrue(third.err().startsWith("Scored 0 images in "), third.err());
    assertScored(3);
  }

  @Test
  void filesThatKeepNoCoreBusyAreCommittedTogether() throws Throwable {
    for (int part = 0; part < 4; part++) {
      arrive(part);
    }

    resume().assertAccuracy(accuracy(4));

    assertScored(4);
    assertEquals(List.of(4), steps());
  }

  @Test
  void filesThatKeepAllCoresBusyAreCommittedByThemselves() throws Throwable {
    for (int part = 0; part < 4; part++) {
      arrive(part);
    }

    withSmallTasks(() -> resume().assertAccuracy(accuracy(4)));

    assertScored(4);
    assertEquals(List.of(1, 1, 1, 1), steps());
  }

  @Test
  void aPlainRunIsResumedToo() throws IOException {
    arrive(0);
    arrive(1);
    score().assertAccuracy(accuracy(2));
    assertScored(2);

    arrive(2);
    CommandRun resumed = resume();

    resumed.assertAccuracy(accuracy(3));
    assertTrue(resumed.err().contains("), 2,000 before; "), resumed.err());
    assertScored(3);
    assertEquals(List.of(2, 1), steps());
  }

  @Test
  void aPartitionedOutputIsAddedToInItsPartitions() throws IOException {
    arrive(0);
    score("--partition-by", "label").assertAccuracy(accuracy(1));
    arrive(1);
    resume("--partition-by", "label").assertAccuracy(accuracy(2));

    assertScored(2);
    try (Stream<Path> files = Files.list(dir.resolve("out/label=3"))) {
      assertEquals(2, files.filter(file -> file.toString().endsWith(".parquet")).count());
    }
  }

  @Test
  void itIsShownInABarOnATerminal() throws Throwable {
    arrive(0);
    String terminal = "spark.forwardpass.terminal";
    SharedSpark.session().conf().set(terminal, "true");
    try {
      CommandRun run = resume();

      assertTrue(run.err().contains("\r" + " ".repeat(79) + "\r"), run.err());
    } finally {
      SharedSpark.session().conf().unset(terminal);
    }
  }
}
