package forwardpass.source;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TaskBytesTest {
  private static final long MIB = 1 << 20;

  /** With Spark's own 4 MiB that opening a file is worth, and 128 MiB that it puts together. */
  @ParameterizedTest
  @CsvSource({
    "1, 2, 4",
    "9, 2, 5",
    "256, 2, 128",
    "300, 2, 75",
    "1000, 2, 125",
    "2784, 2, 348",
    "2784, 1, 696",
    "2784, 100, 28",
    "80000, 2, 1000",
    "400000, 200, 500"
  })
  void everyCoreGetsAsManyPartitionsNeitherSmallNorMoreThanAGibibyte(
      long totalMib, int cores, long mib) {
    long bytes = TaskBytes.of(totalMib * MIB, cores, 4 * MIB, 128 * MIB);

    assertEquals(mib, Math.round((double) bytes / MIB));
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 4", "0, 2, 4"})
  void whatIsSmallerThanAPartitionIsOne(long total, int cores, long mib) {
    assertEquals(mib * MIB, TaskBytes.of(total, cores, 4 * MIB, 128 * MIB));
  }
}
