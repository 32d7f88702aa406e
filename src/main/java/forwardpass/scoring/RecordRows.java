package forwardpass.scoring;

import forwardpass.source.ImageBatch;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Function;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.JoinedRow;
import org.apache.spark.sql.catalyst.expressions.SpecificInternalRow;
import org.apache.spark.sql.types.StructType;

/**
 * A row for each record of a batch: columns of its own, and after them those of its result. One row
 * serves for all, filled anew for each.
 */
public abstract class RecordRows implements Function<ScoredBatch, Iterator<InternalRow>> {
  private final boolean withRefused;
  private final InternalRow result;
  private final JoinedRow joined = new JoinedRow();

  /**
   * @param schema of the result
   * @param withRefused whether there are rows for records that were refused
   */
  protected RecordRows(StructType schema, boolean withRefused) {
    this.result = new SpecificInternalRow(schema);
    this.withRefused = withRefused;
  }

  /**
   * Fills in the result of a record.
   *
   * @param image its number among the images of the batch; negative where it was refused
   */
  protected abstract void fill(InternalRow result, ScoredBatch scored, int record, int image);

  @Override
  public final Iterator<InternalRow> apply(ScoredBatch scored) {
    return new Iterator<>() {
      private final ImageBatch batch = scored.records();
      private int record;
      private int image;

      @Override
      public boolean hasNext() {
        while (!withRefused && record < batch.records() && batch.refusal(record) != null) {
          record++;
        }
        return record < batch.records();
      }

      @Override
      public InternalRow next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        InternalRow own = batch.own(record);
        fill(result, scored, record, batch.refusal(record) == null ? image++ : -1);
        record++;
        return own == null ? result : joined.apply(own, result);
      }
    };
  }
}
