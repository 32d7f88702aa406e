package forwardpass.source.arrays;

import forwardpass.npz.ArrayFile;
import forwardpass.source.BatchReader;
import forwardpass.source.Batching;
import forwardpass.source.ImageBatch;
import forwardpass.source.LabelCheck;
import forwardpass.source.Refusal;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.apache.spark.TaskContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.util.SerializableConfiguration;
import org.apache.spark.util.TaskCompletionListener;

/**
 * Reads the files that rows name.
 *
 * @param arrays what files have to be
 * @param areLabelled whether labels are read
 */
record ArrayBatches(
    Broadcast<SerializableConfiguration> hadoop,
    ImageArrays arrays,
    boolean areLabelled,
    Batching batching)
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
    private final LabelCheck check = batching.labels();
    private ArrayFile file;
    private String path;
    private long index;
    private long count;

    Batches(Iterator<InternalRow> rows) {
      this.rows = rows;
    }

    @Override
    public boolean hasNext() {
      while (index == count) {
        close();
        if (!rows.hasNext()) {
          return false;
        }
        path = rows.next().getUTF8String(0).toString();
        file = arrays.open(path, hadoop.value().value());
        index = 0;
        count = file.images().header().count();
      }
      return true;
    }

    void close() {
      if (file != null) {
        ImageArrays.close(file, path);
        file = null;
      }
    }

    @Override
    public ImageBatch next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      batch.clear(arrays.areBytes());
      do {
        add();
        index++;
      } while (index < count && !batch.isFull());
      return batch;
    }

    private void add() {
      Optional<Refusal> refusal = image();
      double label = areLabelled && file.labels() != null ? file.labels().next() : Double.NaN;
      boolean isLabel = !Double.isNaN(label);
      if (refusal.isEmpty() && isLabel && !check.accepts(label)) {
        refusal = check.refusal(label, text(label));
      }
      if (refusal.isPresent()) {
        batch.refuse(path, index, null, refusal.get());
      } else {
        batch.add(batch.images(), path, index, isLabel ? check.meaning(label) : Double.NaN, null);
      }
    }

    private Optional<Refusal> image() {
      if (arrays.areBytes()) {
        file.images().next(batch.roomForBytes(), batch.end());
        return Optional.empty();
      }
      file.images().next(batch.roomForValues(), batch.end());
      return arrays.isFloat() ? batch.notFinite(batch.images()) : Optional.empty();
    }

    private static String text(double label) {
      return label == Math.rint(label) && Math.abs(label) < 1L << 53
          ? String.valueOf((long) label)
          : String.valueOf(label);
    }
  }
}
