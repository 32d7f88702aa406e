package forwardpass.scoring;

import java.io.Serializable;
import java.util.Iterator;
import java.util.function.Function;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;

/** What is told of scored batches, as rows. */
public interface ResultColumns extends Serializable {
  /** The columns of a row. */
  StructType schema();

  /** Whether rows have columns of the records' own, which the source is then to give. */
  boolean areWithOwn();

  /**
   * Makes rows of batches, for one task.
   *
   * @return gives the rows of a batch, each good until the next is asked for
   */
  Function<ScoredBatch, Iterator<InternalRow>> open();
}
