package forwardpass.source.idx;

import forwardpass.error.InputException;
import forwardpass.files.FileOpener;
import forwardpass.idx.IdxReader;
import forwardpass.model.ClassNumbers;
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
  private final FileOpener files;
  private final int batchSize;
  private final ClassNumbers numbers;
  private final boolean areClasses;
  private final IdxChunk chunk;
  private final Supplier<T> view;
  private final CustomTaskMetric[] metrics;

  private IdxSlice slice;
  private UTF8String file;
  private long next;
  private IdxReader images;
  private IdxReader labels;

  /** What is being read, in messages. */
  private String reading;

  private long imagesRead;
  private long bytesRead;

  IdxPartitionReader(
      IdxPartition partition,
      Configuration configuration,
      boolean areFinite,
      int batchSize,
      ClassNumbers numbers,
      boolean areClasses,
      Function<IdxChunk, Supplier<T>> view) {
    this.slices = partition.slices().iterator();
    this.files = new FileOpener(configuration);
    this.batchSize = batchSize;
    this.numbers = numbers;
    this.areClasses = areClasses;
    this.chunk = new IdxChunk(areFinite);
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
      throw IdxFile.cannotRead(reading, e);
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
    reading = opened.pair().images().path();
    images = opened.pair().images().open(next, files);
    if (opened.pair().labels() != null) {
      reading = opened.pair().labels().path();
      labels = opened.pair().labels().open(next, files);
    }
  }

  private void read(int count) throws IOException {
    reading = slice.pair().images().path();
    chunk.read(file, slice.pair().images(), next, count, images);
    if (labels != null) {
      readLabels(slice.pair().labels(), count);
    }
    next += count;
    imagesRead += count;
    bytesRead += (long) count * slice.pair().images().header().itemBytes();
  }

  private void readLabels(IdxFile from, int count) throws IOException {
    reading = from.path();
    chunk.readLabels(labels);
    if (numbers == null) {
      return;
    }
    int fault = chunk.firstOther(numbers);
    if (fault < count) {
      int label = chunk.label(fault);
      throw new InputException(
          "Unsupported: %s, byte %d, label %d: expected a class %s, found %d; give the labels that belong to these images and this network%s"
              .formatted(
                  reading,
                  from.header().offsetOf(next + fault),
                  next + fault,
                  numbers,
                  label,
                  numbers.advice(label)));
    }
    if (areClasses) {
      chunk.toClasses(numbers);
    }
  }

  @Override
  public CustomTaskMetric[] currentMetricsValues() {
    return metrics;
  }

  /** What comes after the last image is looked at by the task that reads it. */
  private void finishSlice() throws IOException {
    if (slice != null) {
      slice.pair().images().requireUnchanged(files);
      if (slice.pair().labels() != null) {
        slice.pair().labels().requireUnchanged(files);
      }
    }
    if (slice != null && slice.isLast()) {
      reading = slice.pair().images().path();
      images.expectEnd();
      if (labels != null) {
        reading = slice.pair().labels().path();
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
