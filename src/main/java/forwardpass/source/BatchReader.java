package forwardpass.source;

import java.io.Serializable;
import java.util.Iterator;
import org.apache.spark.sql.catalyst.InternalRow;

/** Makes batches of images of what a source has as rows. */
public interface BatchReader extends Serializable {
  /**
   * The batches of a partition.
   *
   * @return each good until the next is asked for, which may be the same object with other images
   */
  Iterator<ImageBatch> read(Iterator<InternalRow> rows);
}
