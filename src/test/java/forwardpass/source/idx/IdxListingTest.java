package forwardpass.source.idx;

import static org.junit.jupiter.api.Assertions.assertEquals;

import forwardpass.idx.ElementType;
import forwardpass.idx.IdxHeader;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class IdxListingTest {
  private static final long TASK = 128 << 20;

  /** Images of a MiB each. */
  private static IdxListing files(int count, boolean gzip, int imagesEach) {
    IdxHeader header = new IdxHeader(ElementType.UNSIGNED_BYTE, List.of(imagesEach, 1024, 1024));
    IdxFile file = new IdxFile("file:/images", gzip, header, 1000, 0);
    return new IdxListing(Collections.nCopies(count, new IdxPair(file, null)));
  }

  private static List<Integer> sizes(IdxListing listing, int tasks) {
    return listing.groups(tasks, TASK).stream().map(group -> group.pairs().size()).toList();
  }

  @Test
  void smallFilesAreOneGroupUntilTheyFillTheTasks() {
    assertEquals(List.of(1000), sizes(files(1000, false, 1), 16));
    assertEquals(List.of(2048, 952), sizes(files(3000, false, 1), 16));
  }

  @Test
  void eachOfAFewHugeFilesIsAGroup() {
    assertEquals(List.of(1, 1, 1), sizes(files(3, false, 300 << 10), 1600));
  }

  @Test
  void aGzippedFileIsOneTaskHoweverLongItIs() {
    assertEquals(
        List.of(1600, 1600, 1600, 1600, 1600, 1600, 400), sizes(files(10_000, true, 4096), 1600));
  }

  @Test
  void thereAreNoMoreThanAHundredGroups() {
    assertEquals(Collections.nCopies(100, 1000), sizes(files(100_000, true, 128), 16));
  }

  @Test
  void nothingIsNoGroup() {
    assertEquals(List.of(), sizes(files(0, false, 1), 16));
  }
}
