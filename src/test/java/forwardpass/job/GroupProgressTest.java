package forwardpass.job;

import static org.junit.jupiter.api.Assertions.assertEquals;

import forwardpass.scoring.CountAccumulator;
import forwardpass.scoring.CountAccumulator.PartitionCounts;
import forwardpass.scoring.Counts;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GroupProgressTest {
  @Test
  void progressIsOfAllGroups() {
    GroupProgress groups = new GroupProgress(400);
    assertEquals(0, groups.share(0));
    CountAccumulator first = new CountAccumulator();
    groups.next(100, first);
    CountAccumulator ofTask = new CountAccumulator();
    ofTask.add(new PartitionCounts(0, new Counts(7, 0, 0, 0, Set.of()), null, null));
    first.merge(ofTask);
    assertEquals(0.125, groups.share(0.5));
    groups.next(300, new CountAccumulator());
    assertEquals(0.25, groups.share(0));
    assertEquals(1, groups.share(1));
    assertEquals(7, groups.images());
  }
}
