package forwardpass.source.idx;

import forwardpass.source.BatchReader;
import forwardpass.source.Batching;
import forwardpass.source.ImageBatch;
import forwardpass.source.LabelCheck;
import forwardpass.source.RawColumn;
import forwardpass.source.Refusal;
import java.util.Iterator;
import java.util.Optional;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.unsafe.types.UTF8String;

/** Takes the rows of {@link IdxSchema#PER_BATCH} for batches. */
public record IdxBatches(Batching batching) implements BatchReader {
  @Override
  public Iterator<ImageBatch> read(Iterator<InternalRow> rows) {
    return new Batches(rows);
  }

  private final class Batches implements Iterator<ImageBatch> {
    private final Iterator<InternalRow> rows;
    private final ImageBatch batch = new ImageBatch(batching.batchSize(), batching.imageSize());
    private final RawColumn pixels = new RawColumn();
    private final LabelCheck labels = batching.labels();
    private UTF8String path;
    private String file;

    Batches(Iterator<InternalRow> rows) {
      this.rows = rows;
    }

    @Override
    public boolean hasNext() {
      return rows.hasNext();
    }

    @Override
    public ImageBatch next() {
      InternalRow row = rows.next();
      UTF8String found = row.getUTF8String(IdxSchema.FILE);
      if (!found.equals(path)) {
        path = found.copy();
        file = path.toString();
      }
      int count = row.getInt(IdxSchema.COUNT);
      if (row.isNullAt(IdxSchema.FEATURES)) {
        pixels.point(row, IdxSchema.IMAGES);
        batch.clear(true);
        batch.take(pixels.array(), pixels.start());
      } else {
        batch.clear(false);
        RawColumn.copy(row.getArray(IdxSchema.FEATURES), batch.roomForBatch(count), 0);
      }
      ArrayData numbers = row.isNullAt(IdxSchema.LABELS) ? null : row.getArray(IdxSchema.LABELS);
      add(row.getLong(IdxSchema.INDEX), count, numbers);
      return batch;
    }

    private void add(long first, int count, ArrayData numbers) {
      for (int i = 0; i < count; i++) {
        int label = numbers == null ? 0 : numbers.getInt(i);
        Optional<Refusal> refusal = batch.areBytes() ? Optional.empty() : batch.notFinite(i);
        if (refusal.isEmpty() && numbers != null && !labels.accepts(label)) {
          refusal = labels.refusal(label, String.valueOf(label));
        }
        if (refusal.isPresent()) {
          batch.refuse(file, first + i, null, refusal.get());
        } else {
          batch.add(i, file, first + i, numbers == null ? Double.NaN : labels.meaning(label), null);
        }
      }
    }
  }
}
