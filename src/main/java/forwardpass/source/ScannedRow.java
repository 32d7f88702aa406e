package forwardpass.source;

import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.JoinedRow;
import org.apache.spark.sql.execution.vectorized.WritableColumnVector;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.sql.vectorized.ColumnarBatch;

/**
 * A row of a scan whose last column, of the images, is where the scan has it: who knows how can
 * read it there, without the copy of each value that a row gives.
 */
public final class ScannedRow extends JoinedRow {
  private static final long serialVersionUID = 1;

  private transient WritableColumnVector vector;
  private transient ColumnarBatch lasts;
  private int at;

  /**
   * Begins a batch, before its first row.
   *
   * @param ofLasts the last columns
   */
  void begin(int rows, ColumnVector... ofLasts) {
    vector = ofLasts[ofLasts.length - 1] instanceof WritableColumnVector writable ? writable : null;
    lasts = new ColumnarBatch(ofLasts, rows);
    at = -1;
  }

  /** Goes to the next row of the batch, whose other columns are these. */
  InternalRow next(InternalRow others) {
    at++;
    return apply(others, lasts.getRow(at));
  }

  /**
   * Whether a column can be read in place, which the last can unless Spark keeps it in another way.
   */
  public boolean isInPlace(int column) {
    return vector != null && column == numFields() - 1;
  }

  /** The last column, of which this row has {@link #at}; null where it is not in place. */
  public WritableColumnVector vector() {
    return vector;
  }

  /** Which value of {@link #vector} is this row's. */
  public int at() {
    return at;
  }
}
