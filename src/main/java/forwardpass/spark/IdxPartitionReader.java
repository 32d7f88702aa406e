package forwardpass.spark;

import forwardpass.idx.IdxReader;
import java.io.IOException;
import java.util.Iterator;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Reads the images of a partition, a batch at a time, each slice's into the same buffers. What it
 * gives is good until the next batch is read; Spark copies it into rows of its own.
 *
 * @param <T> what Spark takes a batch as: rows, or columns
 */
final class IdxPartitionReader<T> implements PartitionReader<T> {
  private final Iterator<IdxSlice> slices;
  private final Configuration configuration;
  private final int batchSize;
  private final IdxChunk chunk = new IdxChunk();
  private final Supplier<T> view;
  private final CustomTaskMetric[] metrics;

  private IdxSlice slice;
  private UTF8String file;
  private long next;
  private IdxReader images;
  private IdxReader labels;
  private long imagesRead;
  private long bytesRead;

  IdxPartitionReader(
      IdxPartition partition,
      Configuration configuration,
      int batchSize,
      Function<IdxChunk, Supplier<T>> view) {
    this.slices = partition.slices().iterator();
    this.configuration = configuration;
    this.batchSize = batchSize;
    this.view = view.apply(chunk);
    this.metrics =
        new CustomTaskMetric[] {
          new TaskMetric(ImagesRead.NAME, () -> imagesRead),
          new TaskMetric(ImageBytesRead.NAME, () -> bytesRead)
        };
  }

  @Override
  public boolean next() {
    try {
      while (slice == null || next == slice.end()) {
        finishSlice();
        if (!slices.hasNext()) {
          return false;
        }
        open(slices.next());
      }
      read((int) Math.min(batchSize, slice.end() - next));
      return true;
    } catch (IOException e) {
      throw IdxFile.cannotRead(slice.pair().images().path(), e);
    }
  }

  @Override
  public T get() {
    return view.get();
  }

  private void open(IdxSlice opened) throws IOException {
    slice = opened;
    next = opened.start();
    file = UTF8String.fromString(opened.pair().images().path());
    images = opened.pair().images().open(next, configuration);
    if (opened.pair().labels() != null) {
      labels = opened.pair().labels().open(next, configuration);
    }
  }

  private void read(int count) throws IOException {
    chunk.read(file, slice.pair().images(), next, count, images, labels);
    next += count;
    imagesRead += count;
    bytesRead += (long) count * slice.pair().images().header().itemBytes();
  }

  @Override
  public CustomTaskMetric[] currentMetricsValues() {
    return metrics;
  }

  /** What comes after the last image is looked at by the task that reads it. */
  private void finishSlice() throws IOException {
    if (slice != null) {
      slice.pair().images().requireUnchanged(configuration);
      if (slice.pair().labels() != null) {
        slice.pair().labels().requireUnchanged(configuration);
      }
    }
    if (slice != null && slice.isLast()) {
      images.expectEnd();
      if (labels != null) {
        labels.expectEnd();
      }
    }
    close();
  }

  @Override
  public void close() throws IOException {
    IdxReader openLabels = labels;
    IdxReader openImages = images;
    labels = null;
    images = null;
    try {
      if (openLabels != null) {
        openLabels.close();
      }
    } finally {
      if (openImages != null) {
        openImages.close();
      }
    }
  }
}
