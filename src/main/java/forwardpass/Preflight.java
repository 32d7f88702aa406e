package forwardpass;

import forwardpass.error.OutputException;
import forwardpass.error.UsageException;
import forwardpass.idx.ElementType;
import forwardpass.idx.IdxHeader;
import forwardpass.nn.Dense;
import forwardpass.nn.Network;
import forwardpass.spark.IdxListing;
import forwardpass.spark.IdxPair;
import forwardpass.spark.TaskHeap;
import java.io.IOException;
import java.util.Optional;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FsStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.SparkSession;

/**
 * Compares what a job will need at the very least with what there is. What is near the limit is let
 * through.
 */
final class Preflight {
  private Preflight() {}

  /**
   * Checks that batches fit into the memory of the tasks that run side by side.
   *
   * @param files none where rows are gathered into batches
   * @throws UsageException where they do not
   */
  static void requireMemory(
      SparkSession spark, Network network, Optional<IdxListing> files, int batchSize) {
    SparkContext context = spark.sparkContext();
    TaskHeap heap = TaskHeap.of(context);
    long perImage = bytesPerImage(network, files);
    long batch = Math.min(batchSize, files.map(Preflight::longest).orElse(batchSize));
    long tasks =
        Math.min(
            TaskHeap.tasks(context),
            files.map(listing -> (listing.images() - 1) / batchSize + 1).orElse(Long.MAX_VALUE));
    long most = heap.room() / (perImage * Math.max(1, tasks));
    if (batch > most) {
      throw new UsageException(
          "Invalid --batch-size: expected at most %d for the network %s in %d tasks of a JVM with %d MiB, found %d; %sgive more with %s"
              .formatted(
                  most,
                  network,
                  tasks,
                  heap.bytes() >> 20,
                  batchSize,
                  most > 0 ? "make it smaller, or " : "",
                  heap.option()));
    }
  }

  private static int longest(IdxListing files) {
    return files.pairs().stream().mapToInt(Preflight::count).max().orElse(0);
  }

  private static int count(IdxPair pair) {
    return pair.images().header().count();
  }

  /** The image as it is read, what becomes of it on its way, and a number for each unit. */
  private static long bytesPerImage(Network network, Optional<IdxListing> files) {
    long units = network.inputs();
    for (Dense layer : network.layers()) {
      units += layer.outputs();
    }
    long image =
        files
            .map(Preflight::largestImage)
            .orElse((long) network.inputs() * Float.BYTES); // as rows are gathered
    return image + units * Float.BYTES;
  }

  private static long largestImage(IdxListing files) {
    return files.pairs().stream()
        .map(pair -> pair.images().header())
        .mapToLong(Preflight::bytesPerImage)
        .max()
        .orElse(0);
  }

  /**
   * Bytes are copied once, into Spark's row. Other types become numbers, which are then in Spark's
   * array of this batch, in that of the batch before, in Spark's row, and in the array made of it.
   */
  private static long bytesPerImage(IdxHeader header) {
    return header.type() == ElementType.UNSIGNED_BYTE
        ? 2L * header.itemBytes()
        : header.itemBytes() + 5L * header.itemSize() * Float.BYTES;
  }

  /**
   * Checks that a file system that knows how much room it has, has enough.
   *
   * @param output a directory, there or not
   * @param bytes the least that will be written
   * @throws OutputException where it has not
   */
  static void requireRoom(String output, long bytes, SparkSession spark) {
    long room;
    try {
      Path path = new Path(output);
      FileSystem fileSystem = path.getFileSystem(spark.sessionState().newHadoopConf());
      Path there = fileSystem.makeQualified(path);
      while (!fileSystem.exists(there)) {
        there = there.getParent();
      }
      FsStatus status = fileSystem.getStatus(there);
      room =
          status.getCapacity() > 0
              ? status.getRemaining() / fileSystem.getDefaultReplication(there)
              : Long.MAX_VALUE;
    } catch (IOException | UnsupportedOperationException e) {
      return; // it does not know
    }
    if (bytes > room) {
      throw new OutputException(
          "Cannot write %s: expected room for %d MiB of predictions at least, found %d MiB; make room, or choose another --output"
              .formatted(output, mebibytes(bytes), room >> 20));
    }
  }

  private static long mebibytes(long bytes) {
    return ((bytes - 1) >> 20) + 1;
  }
}
