package forwardpass.weights.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * The data of one array as they lie in a file: so many numbers, one after the other.
 *
 * @param type of each number
 * @param order of the bytes of each number
 * @param count how many numbers there are
 */
public record ArrayData(NumberType type, ByteOrder order, int count) {
  /** How many bytes they take. */
  public long length() {
    return (long) count * type.itemSize();
  }

  /** Reads the numbers that a stream stands before; memory is taken only as bytes arrive. */
  public float[] read(InputStream in, FilePosition position) throws IOException {
    List<byte[]> chunks = new ArrayList<>(1);
    for (long rest = length(); rest > 0; rest -= Chunks.SIZE) {
      int expected = (int) Math.min(rest, Chunks.SIZE);
      byte[] chunk = in.readNBytes(expected);
      if (chunk.length < expected) {
        throw position.truncated(
            length() + " bytes of data", String.valueOf(length() - rest + chunk.length));
      }
      chunks.add(chunk);
    }
    return type.take(new Chunks(chunks), order, count);
  }
}
