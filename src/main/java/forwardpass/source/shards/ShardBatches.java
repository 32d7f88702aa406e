package forwardpass.source.shards;

import forwardpass.files.FileOpener;
import forwardpass.files.HadoopPath;
import forwardpass.files.PassedOver;
import forwardpass.source.BatchReader;
import forwardpass.source.Batching;
import forwardpass.source.ImageBatch;
import forwardpass.source.LabelCheck;
import forwardpass.source.PassedOverAccumulator;
import forwardpass.source.Refusal;
import forwardpass.source.features.PictureMaking;
import forwardpass.source.features.PictureReader;
import forwardpass.source.labels.FileLabels.FileLabel;
import java.io.IOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.apache.spark.TaskContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.unsafe.types.UTF8String;
import org.apache.spark.util.SerializableConfiguration;
import org.apache.spark.util.TaskCompletionListener;

/**
 * Reads and decodes the parts of shards that rows of {@link ShardPart#SCHEMA} name.
 *
 * @param areLabelled whether {@code .cls} has labels
 * @param making what images are made
 * @param passedOver takes what is no part of a sample
 */
record ShardBatches(
    Broadcast<SerializableConfiguration> hadoop,
    boolean areLabelled,
    PictureMaking making,
    Batching batching,
    PassedOverAccumulator passedOver)
    implements BatchReader {
  @Override
  public Iterator<ImageBatch> read(Iterator<InternalRow> rows) {
    Batches batches = new Batches(rows);
    TaskContext.get().addTaskCompletionListener((TaskCompletionListener) ended -> batches.close());
    return batches;
  }

  private final class Batches implements Iterator<ImageBatch> {
    private final Iterator<InternalRow> rows;
    private final ImageBatch batch = new ImageBatch(batching.batchSize(), batching.imageSize());
    private final PictureReader reader = making.reader();
    private final LabelCheck check = batching.labels();
    private final FileOpener files = new FileOpener(hadoop.value().value());
    private ShardSamples samples;
    private String path;
    private boolean withOwn;
    private long index;
    private PassedOver others = PassedOver.NONE;
    private boolean isCounted;

    Batches(Iterator<InternalRow> rows) {
      this.rows = rows;
    }

    @Override
    public boolean hasNext() {
      while (samples == null || !samples.hasNext()) {
        close();
        if (!rows.hasNext()) {
          count();
          return false;
        }
        InternalRow row = rows.next();
        ShardPart part = ShardPart.of(row);
        path = part.path();
        withOwn = row.getBoolean(ShardPart.WITH_OWN);
        index = part.index();
        requireUnchanged(part);
        samples = ShardSamples.open(part, hadoop.value().value());
      }
      return true;
    }

    private void requireUnchanged(ShardPart part) {
      try {
        files.requireUnchanged(HadoopPath.of(path), part.state());
      } catch (IOException e) {
        throw Shard.cannotRead(path, e);
      }
    }

    private void count() {
      if (!isCounted) {
        isCounted = true;
        passedOver.add(new PassedOverAccumulator.Partition(TaskContext.getPartitionId(), others));
      }
    }

    void close() {
      if (samples != null) {
        others = others.plus(samples.passedOver());
        samples.close();
        samples = null;
      }
    }

    @Override
    public ImageBatch next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      batch.clear(true);
      do {
        add(samples.next());
      } while (!batch.isFull() && samples.hasNext());
      return batch;
    }

    private void add(Sample sample) {
      FileLabel label = FileLabel.of(areLabelled ? label(sample) : null, check.numbers());
      Optional<Refusal> refusal = sample.refusal();
      if (refusal.isEmpty()) {
        refusal = reader.read(sample.image(), batch);
      }
      if (refusal.isEmpty() && label.text() != null && !check.accepts(label.number())) {
        refusal = check.refusal(label.number(), label.text());
      }
      InternalRow own = withOwn ? own(sample) : null;
      if (refusal.isPresent()) {
        batch.refuse(path, index, own, refusal.get());
      } else {
        double meaning = label.text() == null ? Double.NaN : check.meaning(label.number());
        batch.add(batch.images(), path, index, meaning, own);
      }
      index++;
    }

    /** Without the end of its line. */
    private static String label(Sample sample) {
      return sample.label() == null ? null : sample.label().strip();
    }

    private static InternalRow own(Sample sample) {
      return new GenericInternalRow(
          new Object[] {
            UTF8String.fromString(sample.key()),
            UTF8String.fromString(sample.json()),
            UTF8String.fromString(sample.text())
          });
    }
  }
}
