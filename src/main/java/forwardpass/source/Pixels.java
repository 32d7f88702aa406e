package forwardpass.source;

import java.io.Serializable;
import java.util.Arrays;
import org.apache.spark.sql.types.SQLUserDefinedType;

/**
 * The pixels of a batch, unsigned bytes, where Spark has them: in the row that a task reads, for as
 * long as it does not read the next. A column of plain bytes would be copied into a new array for
 * each row, and writing to all that new memory takes longer than the forward pass.
 */
@SQLUserDefinedType(udt = PixelsType.class)
public final class Pixels implements Serializable {
  private static final long serialVersionUID = 1;

  private final byte[] bytes;
  private final int start;
  private final int length;

  Pixels(byte[] bytes, int start, int length) {
    this.bytes = bytes;
    this.start = start;
    this.length = length;
  }

  /** The array that the pixels are in, among other things. */
  public byte[] bytes() {
    return bytes;
  }

  /** Where in {@link #bytes} the pixels begin. */
  public int start() {
    return start;
  }

  /** A copy of some pixels. */
  public byte[] copy(int from, int to) {
    return Arrays.copyOfRange(bytes, start + from, start + to);
  }

  /** A copy of all pixels. */
  public byte[] copy() {
    return copy(0, length);
  }
}
