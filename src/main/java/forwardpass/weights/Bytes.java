package forwardpass.weights;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;

/**
 * A byte string: the data of one array, or a {@code str} of Python 2.
 *
 * <p>The bytes lie in chunks, which an array takes one at a time and once only. So of all arrays in
 * a file only one at a time lies in memory twice, and one buffer cannot fill many arrays.
 */
final class Bytes implements Value {
  /** Length of every chunk read from a file but the last one; a multiple of every item size. */
  static final int CHUNK = 1 << 18;

  private final String type;
  private final long length;
  private final ArrayDeque<byte[]> chunks;
  private final String name;

  /**
   * @param type Python's name of the type
   * @param chunks in order, each but the last of a length that any item size divides; not copied
   */
  Bytes(String type, List<byte[]> chunks) {
    this.type = type;
    this.length = chunks.stream().mapToLong(chunk -> chunk.length).sum();
    this.chunks = new ArrayDeque<>(chunks);
    boolean isName = type.equals("str") && length <= LONGEST_NAME;
    this.name = isName ? new String(small(), StandardCharsets.ISO_8859_1) : null;
  }

  long length() {
    return length;
  }

  /** Whether an array has taken the bytes. */
  boolean isTaken() {
    return length > 0 && chunks.isEmpty();
  }

  /** Takes the next chunk away; null where there is none left. */
  byte[] takeChunk() {
    return chunks.poll();
  }

  /** Forgets the bytes, as if an array had taken them. */
  void drop() {
    chunks.clear();
  }

  /** All bytes of a string not longer than one chunk; none where they are taken. */
  byte[] small() {
    byte[] first = chunks.peek();
    return first == null ? new byte[0] : first;
  }

  @Override
  public String asName() {
    return name;
  }

  @Override
  public String described() {
    return type + " of length " + length;
  }
}
