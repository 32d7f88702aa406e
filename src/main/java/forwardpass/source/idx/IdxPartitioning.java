package forwardpass.source.idx;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts files into partitions of a size: large files at the boundaries of batches, small ones packed
 * together. A gzipped file is never cut, since it can only be read from its start.
 *
 * @param batchSize in images
 * @param partitionBytes the size to fill each partition to; the last batch may go past it
 */
record IdxPartitioning(int batchSize, long partitionBytes) {
  /**
   * Few enough that starting them costs little, enough that a slow one does not hold up the rest.
   */
  private static final int TASKS_PER_CORE = 4;

  /** What may have to be read again when a task fails. */
  private static final long MOST_BYTES = 1L << 30;

  /**
   * The size for each core to get as many partitions as every other. A gigabyte of images takes a
   * task a second or two, so that partitions are larger than those of other files.
   *
   * @param total bytes of all images
   * @param least below which a partition is not worth a task
   * @param usual what partitions of other files have at most
   */
  static long partitionBytes(long total, int cores, long least, long usual) {
    long forEachCore = (total - 1) / cores + 1;
    long forEachTask = forEachCore / TASKS_PER_CORE;
    long limit = Math.max(usual, Math.min(MOST_BYTES, forEachTask));
    if (forEachCore <= limit) {
      return Math.max(least, forEachCore);
    }
    long tasksOfEachCore = (forEachCore - 1) / limit + 1;
    return (forEachCore - 1) / tasksOfEachCore + 1;
  }

  List<IdxPartition> cut(List<IdxPair> pairs) {
    List<IdxPartition> partitions = new ArrayList<>();
    List<IdxSlice> slices = new ArrayList<>();
    long filled = 0;
    for (IdxPair pair : pairs) {
      long count = pair.images().header().count();
      long start = 0;
      do {
        long end = pair.images().gzip() ? count : end(pair, start, partitionBytes - filled);
        slices.add(new IdxSlice(pair, start, end));
        filled += (end - start) * pair.images().header().itemBytes();
        if (filled >= partitionBytes) {
          partitions.add(new IdxPartition(List.copyOf(slices), List.of()));
          slices.clear();
          filled = 0;
        }
        start = end;
      } while (start < count);
    }
    if (!slices.isEmpty()) {
      partitions.add(new IdxPartition(List.copyOf(slices), List.of()));
    }
    return partitions;
  }

  /** Whole batches until so many bytes are full, or the end of the file. */
  private long end(IdxPair pair, long start, long bytes) {
    long batchBytes = (long) batchSize * pair.images().header().itemBytes();
    long batches = Math.max(1, (bytes - 1) / batchBytes + 1);
    return Math.min(pair.images().header().count(), start + batches * batchSize);
  }
}
