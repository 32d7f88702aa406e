package forwardpass.job;

import static org.junit.jupiter.api.Assertions.assertEquals;

import forwardpass.scoring.CountAccumulator;
import org.junit.jupiter.api.Test;

class GroupProgressTest {
  @Test
  void progressIsOfAllGroups() {
    GroupProgress groups = new GroupProgress(400);
    assertEquals(0, groups.share(0));
    groups.next(100, new CountAccumulator());
    assertEquals(0.125, groups.share(0.5));
    groups.next(300, new CountAccumulator());
    assertEquals(0.25, groups.share(0));
    assertEquals(1, groups.share(1));
    assertEquals(100, groups.images());
  }
}
