package forwardpass.source.shards;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * The bytes of a shard, unzipped. Its failures are unchecked on their way through the reader of the
 * archive, so that they are not taken for damage to the file.
 */
final class ShardInput extends FilterInputStream {
  private long position;
  private boolean isAtEnd;

  /**
   * @param position where the stream is in the shard
   */
  ShardInput(InputStream in, long position) {
    super(in);
    this.position = position;
  }

  /** How many bytes of the shard are before the next one. */
  long position() {
    return position;
  }

  /** Whether somebody asked for more than there is. */
  boolean isAtEnd() {
    return isAtEnd;
  }

  @Override
  public int read() {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) {
    try {
      int read = in.read(buffer, offset, length);
      position += Math.max(0, read);
      isAtEnd |= read < 0;
      return read;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** By reading, which counts. */
  @Override
  public long skip(long bytes) {
    byte[] dropped = new byte[(int) Math.max(0, Math.min(bytes, 1 << 16))];
    return Math.max(0, read(dropped, 0, dropped.length));
  }

  /** Unknown: whoever asks reads. */
  @Override
  public int available() {
    return 0;
  }

  /** Only the reader of the archive has buffers. */
  @Override
  public boolean markSupported() {
    return false;
  }
}
