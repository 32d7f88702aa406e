package forwardpass.source;

import java.io.Serializable;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeArrayData;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.unsafe.Platform;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * The bytes of a column, pointed at where they lie in Spark's rows. Spark itself gives a copy, and
 * writing to all that new memory can take longer than the forward pass.
 */
public final class RawColumn implements Serializable {
  private static final long serialVersionUID = 1;

  private transient byte[] array;
  private transient int start;
  private transient int length;

  /** Points at the bytes of a row, which are there until the next row is asked for. */
  public void point(InternalRow row, int column) {
    if (row instanceof UnsafeRow unsafe && unsafe.getBaseObject() instanceof byte[] buffer) {
      // As UnsafeRow says of values of variable length: in the upper half the place, from the
      // start of the row, and in the lower the length.
      long placeAndLength = unsafe.getLong(column);
      long place = unsafe.getBaseOffset() + (placeAndLength >>> Integer.SIZE);
      array = buffer;
      start = (int) (place - Platform.BYTE_ARRAY_OFFSET);
      length = (int) placeAndLength;
    } else if (!(row instanceof ScannedRow scanned && isPointedAt(scanned, column))) {
      array = row.getBinary(column);
      start = 0;
      length = array.length;
    }
  }

  /** A string is how a vector of any version of Spark shows bytes without copying them. */
  private boolean isPointedAt(ScannedRow row, int column) {
    if (!row.isInPlace(column)) {
      return false;
    }
    UTF8String bytes = row.vector().getUTF8String(row.at());
    if (!(bytes.getBaseObject() instanceof byte[] buffer)) {
      return false; // they are outside the heap
    }
    array = buffer;
    start = (int) (bytes.getBaseOffset() - Platform.BYTE_ARRAY_OFFSET);
    length = bytes.numBytes();
    return true;
  }

  /** The array that the bytes are in, among other things. */
  public byte[] array() {
    return array;
  }

  /** Where in {@link #array} they begin. */
  public int start() {
    return start;
  }

  public int length() {
    return length;
  }

  /** Copies an array of floats, of which none is null. */
  public static void copy(ArrayData floats, float[] to, int at) {
    int count = floats.numElements();
    if (floats instanceof UnsafeArrayData unsafe) {
      long header = UnsafeArrayData.calculateHeaderPortionInBytes(count);
      Platform.copyMemory(
          unsafe.getBaseObject(),
          unsafe.getBaseOffset() + header,
          to,
          Platform.FLOAT_ARRAY_OFFSET + at * (long) Float.BYTES,
          count * (long) Float.BYTES);
    } else {
      System.arraycopy(floats.toFloatArray(), 0, to, at, count);
    }
  }
}
