package forwardpass;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import forwardpass.job.BenchPass;
import forwardpass.job.BenchTable;
import forwardpass.scoring.TaskRate;
import forwardpass.source.idx.IdxFixture;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchTest {
  @TempDir Path dir;

  private static TaskRate rate(String executor, long images, double start, double end) {
    return new TaskRate(executor, "host" + executor, "OpenBLAS 0.3.31", images, start, end);
  }

  @Test
  void ratesAreOfOneCoreForEachExecutorAndOfTheWholePassForAll() {
    List<TaskRate> dense =
        List.of(
            rate("0", 800_000, 0, 1),
            rate("0", 1_600_000, 0.5, 2.5),
            rate("1", 300_000, 7, 8),
            rate("1", 700_000, 8, 9));
    BenchPass pass =
        new BenchPass(
            2,
            List.of(
                rate("1", 300_000, 1, 2),
                rate("0", 400_000, 1, 2),
                rate("0", 1_200_000, 2, 4),
                rate("2", 100_000, 0, 1)));

    assertEquals(
        """
        executor   host                        images      images/s     MB/s   dense limit  share
        0          host0                    1,600,000       533,333      533       800,000   0.67
        1          host1                      300,000       300,000      300       500,000   0.60
        2          host2                      100,000       100,000      100             ?      ?
        2,000,000 images in 2.00 s on 3 cores: 1,000,000 images/s, 1,000 MB/s, 0.49 of the dense limit of 2,040,000 images/s, with OpenBLAS 0.3.31
        """,
        BenchTable.of(dense, pass, 2_000_000_000L));
  }

  @Test
  void theMedianOfAnEvenNumberOfPassesIsTheShorterOfTheTwoInTheMiddle() {
    List<BenchPass> passes =
        List.of(
            new BenchPass(4, List.of()),
            new BenchPass(1, List.of()),
            new BenchPass(3, List.of()),
            new BenchPass(2, List.of()));

    assertEquals(new BenchPass(2, List.of()), BenchPass.median(passes));
  }

  @Test
  void itScoresTheImagesThatItIsGiven() {
    Path images = IdxFixture.write(dir.resolve("images"), IdxFixture.images(1_234, 28, 28));

    CommandRun run = CommandRun.of("bench", "--images", images, "--passes", 1);

    assertEquals(0, run.status(), run.err());
    List<String> lines = run.out().lines().toList();
    assertEquals(3, lines.size(), run.out());
    assertTrue(
        lines.get(1).matches("driver +\\S+ +1,234 +[0-9,]+ +[0-9,]+ +[0-9,]+ +\\d+\\.\\d\\d"),
        run.out());
    assertTrue(
        lines.get(2).matches("1,234 images in .* on 2 cores: .* with OpenBLAS 0.3.31"), run.out());
  }

  @Test
  void withoutImagesItScoresThreeMillionCopiesOfTheTestSet() {
    CommandRun run = CommandRun.of("bench", "--passes", 1);

    assertEquals(0, run.status(), run.err());
    assertTrue(run.out().lines().toList().get(2).startsWith("3,000,000 images in "), run.out());
  }

  @Test
  void noPassesAreRefused() {
    CommandRun.of("bench", "--passes", 0)
        .assertFailure(2, "Invalid --passes: expected a whole number from 1, found 0");
  }
}
