package forwardpass.job;

import static org.junit.jupiter.api.Assertions.assertEquals;

import forwardpass.scoring.CountAccumulator;
import forwardpass.scoring.CountAccumulator.PartitionCounts;
import forwardpass.scoring.Counts;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RunProgressTest {
  @Test
  void progressIsOfAllGroups() {
    RunProgress groups = new RunProgress(new CountAccumulator());
    assertEquals(0.5, groups.share(0.5));
    groups.beginGroups(400, new Counts(30, 30, 29, 2, Set.of()));
    assertEquals(0, groups.share(0));
    CountAccumulator first = new CountAccumulator();
    groups.next(100, first);
    CountAccumulator ofTask = new CountAccumulator();
    ofTask.add(new PartitionCounts(0, new Counts(7, 7, 5, 1, Set.of()), null, null));
    first.merge(ofTask);
    assertEquals(0.125, groups.share(0.5));
    groups.next(300, new CountAccumulator());
    assertEquals(0.25, groups.share(0));
    assertEquals(1, groups.share(1));
    assertEquals(7, groups.images());
    assertEquals(new Counts(37, 37, 34, 3, Set.of()), groups.counts());
  }
}
