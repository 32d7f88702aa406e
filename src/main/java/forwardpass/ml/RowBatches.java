package forwardpass.ml;

import forwardpass.source.BatchReader;
import forwardpass.source.Batching;
import forwardpass.source.ImageBatch;
import forwardpass.source.Refusal;
import forwardpass.source.features.FeaturesReader;
import java.util.Iterator;
import java.util.Optional;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * Gathers whole rows of a table into batches, of which nothing is known but the features.
 *
 * @param column the number of the features' column
 */
record RowBatches(FeaturesReader features, int column, Batching batching) implements BatchReader {
  @Override
  public Iterator<ImageBatch> read(Iterator<InternalRow> rows) {
    ImageBatch batch = new ImageBatch(batching.batchSize(), batching.imageSize());
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return rows.hasNext();
      }

      @Override
      public ImageBatch next() {
        batch.clear(features.areBytes());
        while (!batch.isFull() && rows.hasNext()) {
          add(rows.next(), batch);
        }
        return batch;
      }
    };
  }

  private void add(InternalRow row, ImageBatch batch) {
    Optional<Refusal> refusal = features.copy(row, column, batch);
    if (refusal.isEmpty() && !features.areBytes()) {
      refusal = batch.notFinite(batch.images());
    }
    if (refusal.isPresent()) {
      batch.refuse(null, -1, null, refusal.get());
    } else {
      batch.add(batch.images(), null, -1, Double.NaN, row);
    }
  }
}
