package forwardpass.source.idx;

import forwardpass.files.FileOpener;
import forwardpass.files.Parallel;
import java.io.IOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.BlockLocation;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.connector.read.InputPartition;

/** Finds the hosts that have the images that tasks read, for Spark to start the tasks there. */
record IdxHosts(FileOpener files) {
  /** Of less, to ask takes as long as to read it from elsewhere. */
  private static final long LEAST_BYTES = 1 << 20;

  /** As many as Spark names for other files. */
  private static final int MOST_HOSTS = 3;

  /** What file systems say that have no hosts. */
  private static final String NONE = "localhost";

  /** The same partitions, with their hosts. */
  InputPartition[] locate(List<IdxPartition> partitions) {
    return Parallel.map(
            partitions, partition -> new IdxPartition(partition.slices(), of(partition.slices())))
        .toArray(InputPartition[]::new);
  }

  private List<String> of(List<IdxSlice> slices) {
    Map<String, Long> bytes = new HashMap<>();
    slices.forEach(slice -> add(slice, bytes));
    return bytes.entrySet().stream()
        .sorted(
            Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(MOST_HOSTS)
        .map(Map.Entry::getKey)
        .toList();
  }

  private void add(IdxSlice slice, Map<String, Long> bytes) {
    IdxFile images = slice.pair().images();
    long start = images.gzip() ? 0 : images.header().offsetOf(slice.start());
    long end = images.gzip() ? images.length() : images.header().offsetOf(slice.end());
    if (end - start < LEAST_BYTES) {
      return;
    }
    try {
      for (BlockLocation block :
          files.blocks(
              new Path(images.path()), images.length(), images.modified(), start, end - start)) {
        long from = Math.max(start, block.getOffset());
        long to = Math.min(end, block.getOffset() + block.getLength());
        for (String host : block.getHosts()) {
          if (to > from && !host.equals(NONE)) {
            bytes.merge(host, to - from, Long::sum);
          }
        }
      }
    } catch (IOException e) {
      throw IdxFile.cannotRead(images.path(), e);
    }
  }
}
