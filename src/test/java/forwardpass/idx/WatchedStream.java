package forwardpass.idx;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * A file in storage: counts what is asked of it, hands out a few bytes at a time if told to, and
 * fails where told to.
 */
final class WatchedStream extends FilterInputStream {
  private int most = Integer.MAX_VALUE;
  private long failAt = Long.MAX_VALUE;
  private IOException failure;
  private long position;
  private int closings;

  WatchedStream(byte[] bytes) {
    this(new ByteArrayInputStream(bytes));
  }

  WatchedStream(InputStream in) {
    super(in);
  }

  /** Gives at most this many bytes for each call. */
  WatchedStream inPiecesOf(int bytes) {
    most = bytes;
    return this;
  }

  /** Gives the bytes before this position, and then fails. */
  WatchedStream failingAt(long bytes, IOException with) {
    failAt = bytes;
    failure = with;
    return this;
  }

  long position() {
    return position;
  }

  int closings() {
    return closings;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (position >= failAt) {
      throw failure;
    }
    long allowed = Math.min(Math.min(length, most), failAt - position);
    int count = in.read(buffer, offset, (int) allowed);
    position += Math.max(0, count);
    return count;
  }

  @Override
  public long skip(long bytes) {
    throw new UnsupportedOperationException("storage that cannot skip");
  }

  @Override
  public void close() throws IOException {
    closings++;
    in.close();
  }
}
