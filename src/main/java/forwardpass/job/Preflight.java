package forwardpass.job;

import forwardpass.error.UsageException;
import forwardpass.idx.ElementType;
import forwardpass.idx.IdxHeader;
import forwardpass.model.Model;
import forwardpass.report.TallyShape;
import forwardpass.source.idx.IdxListing;
import forwardpass.source.idx.IdxPair;
import forwardpass.tasks.TaskHeap;
import java.util.Optional;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.SparkSession;

/**
 * Compares the memory that a job will need at the very least with what there is. What is near the
 * limit is let through.
 */
final class Preflight {
  /** A JVM has a broadcast network twice: as it came, and as tasks use it. */
  private static final int COPIES = 2;

  private Preflight() {}

  /**
   * What a job holds in memory.
   *
   * @param networks that score each batch one after the other
   * @param files none where rows are gathered into batches
   * @param areBytes whether some images are of unsigned bytes
   * @param isDeterministic as in {@link Model#open}
   * @param isTallied whether each task tallies for a report
   */
  record Load(
      Networks networks,
      Optional<IdxListing> files,
      int batchSize,
      boolean areBytes,
      boolean isDeterministic,
      boolean isTallied) {
    /** Whatever the size of a batch, in bytes. */
    private long fixed(long tasks) {
      long all = tasks * tally();
      for (Model network : networks.models()) {
        long each = network.sessionBytes(0, areBytes, isDeterministic);
        all += COPIES * network.bytes() + network.nativeBytes() + tasks * each;
      }
      return all;
    }

    private long tally() {
      // Of images that nobody has counted, a batch: there is that much at least.
      long images = files.map(IdxListing::images).orElse((long) batchSize);
      return isTallied
          ? networks.models().stream()
              .mapToLong(network -> TallyShape.of(network, 0, Optional.empty()).mostBytes(images))
              .sum()
          : 0;
    }

    /** How many tasks there are that could run side by side. */
    private long tasks() {
      return files.map(listing -> (listing.images() - 1) / batchSize + 1).orElse(Long.MAX_VALUE);
    }

    private long batch() {
      return Math.min(batchSize, files.map(Preflight::longest).orElse(batchSize));
    }
  }

  /**
   * Checks that the network, and batches, fit into the memory of the tasks that run side by side.
   *
   * @throws UsageException where they do not
   */
  static void requireMemory(SparkSession spark, Load load) {
    SparkContext context = spark.sparkContext();
    requireMemory(TaskHeap.of(context), TaskHeap.tasks(context), load);
  }

  /**
   * As for a job of Spark.
   *
   * @param slots how many tasks the JVM can run side by side
   */
  static void requireMemory(TaskHeap heap, long slots, Load load) {
    Networks networks = load.networks();
    long tasks = Math.max(1, Math.min(slots, load.tasks()));
    long fixed = load.fixed(tasks);
    long perImage = tasks * bytesPerImage(networks, load.files());
    if (fixed + perImage > heap.room()) {
      throw new UsageException(
          "Cannot score in %d MiB of memory: the network %s needs %d MiB in %d tasks with one image each%s; give more with %s, or have fewer tasks side by side with fewer cores"
              .formatted(
                  heap.bytes() >> 20,
                  networks,
                  TaskHeap.sizeFor(fixed + perImage) >> 20,
                  tasks,
                  load.isTallied() ? " and a tally for --report" : "",
                  heap.option()));
    }
    long most = (heap.room() - fixed) / perImage;
    if (load.batch() > most) {
      throw new UsageException(
          "Invalid --batch-size: expected at most %d for the network %s in %d tasks of a JVM with %d MiB, found %d; make it smaller, or give more with %s"
              .formatted(
                  most, networks, tasks, heap.bytes() >> 20, load.batchSize(), heap.option()));
    }
  }

  private static int longest(IdxListing files) {
    return files.pairs().stream().mapToInt(Preflight::count).max().orElse(0);
  }

  private static int count(IdxPair pair) {
    return pair.images().header().count();
  }

  /** The image as it is read, and what becomes of it on its way. */
  private static long bytesPerImage(Networks networks, Optional<IdxListing> files) {
    long bytes =
        files
            .map(Preflight::largestImage)
            .orElse((long) networks.first().inputs() * Float.BYTES); // as rows are gathered
    for (Model network : networks.models()) {
      bytes += network.sessionBytes(1, false, false) - network.sessionBytes(0, false, false);
    }
    return bytes;
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
}
