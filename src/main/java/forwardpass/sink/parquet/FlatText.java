package forwardpass.sink.parquet;

import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.io.api.Binary;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.unsafe.types.UTF8String;

/** Takes texts out of rows: of equal ones that follow each other, the first for all. */
final class FlatText implements FlatValue {
  private UTF8String last;
  private Binary bytes;

  @Override
  public void add(InternalRow row, int at, ColumnWriter writer, int level) {
    UTF8String text = row.getUTF8String(at);
    if (!text.equals(last)) {
      last = text.copy(); // as the row is filled anew
      bytes = Binary.fromConstantByteArray(last.getBytes());
    }
    writer.write(bytes, 0, level);
  }
}
