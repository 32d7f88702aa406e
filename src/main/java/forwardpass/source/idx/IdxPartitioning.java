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
