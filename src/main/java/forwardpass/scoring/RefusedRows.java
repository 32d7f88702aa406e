package forwardpass.scoring;

import forwardpass.error.OutputException;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.hadoop.io.IOUtils;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.unsafe.types.UTF8String;
import org.apache.spark.util.TaskCompletionListener;

/** The records in a file that {@link RefusedFile} has written, as rows. */
final class RefusedRows implements Iterator<InternalRow> {
  private final DataInputStream in;
  private final String name;
  private final long records;
  private long read;

  /**
   * @param in closed with the task
   * @param name of the file in messages
   * @param records how many there are to be
   */
  RefusedRows(InputStream in, String name, long records) {
    this.in = new DataInputStream(new BufferedInputStream(in));
    this.name = name;
    this.records = records;
    TaskContext.get()
        .addTaskCompletionListener((TaskCompletionListener) ended -> IOUtils.closeStream(this.in));
  }

  @Override
  public boolean hasNext() {
    return read < records;
  }

  @Override
  public InternalRow next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    try {
      InternalRow row = row();
      read++;
      if (read == records && in.read() >= 0) {
        throw new IOException("expected %d records, found more".formatted(records));
      }
      return row;
    } catch (IOException e) {
      throw new OutputException(
          "Cannot read the refused records in %s, as record %d of %d: %s; run the job again"
              .formatted(name, read, records, e),
          e);
    }
  }

  private InternalRow row() throws IOException {
    UTF8String file = in.readBoolean() ? text() : null;
    long index = in.readLong();
    return new GenericInternalRow(new Object[] {file, index < 0 ? null : index, text()});
  }

  private UTF8String text() throws IOException {
    byte[] bytes = new byte[in.readInt()];
    in.readFully(bytes);
    return UTF8String.fromBytes(bytes);
  }
}
