package forwardpass.weights.data;

import java.util.ArrayDeque;
import java.util.List;

/**
 * Bytes of a file, in chunks, which an array takes one at a time and once only. So of all arrays in
 * a file only one at a time lies in memory twice, and one buffer cannot fill many arrays.
 */
public final class Chunks {
  /** Length of every chunk read from a file but the last one; a multiple of every item size. */
  public static final int SIZE = 1 << 18;

  private final long length;
  private final ArrayDeque<byte[]> chunks;

  /**
   * @param chunks in order, each but the last of a length that any item size divides; not copied
   */
  public Chunks(List<byte[]> chunks) {
    this.length = chunks.stream().mapToLong(chunk -> chunk.length).sum();
    this.chunks = new ArrayDeque<>(chunks);
  }

  /** How many bytes there were. */
  public long length() {
    return length;
  }

  /** Whether an array has taken the bytes. */
  public boolean isTaken() {
    return length > 0 && chunks.isEmpty();
  }

  /** Takes the next chunk away; null where there is none left. */
  byte[] take() {
    return chunks.poll();
  }

  /** Forgets the bytes, as if an array had taken them. */
  public void drop() {
    chunks.clear();
  }

  /** The first chunk, left where it is; empty where there is none. */
  public byte[] first() {
    byte[] first = chunks.peek();
    return first == null ? new byte[0] : first;
  }
}
