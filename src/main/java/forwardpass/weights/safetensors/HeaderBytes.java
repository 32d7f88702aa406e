package forwardpass.weights.safetensors;

import forwardpass.weights.data.FilePosition;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** So many bytes of a stream, which stays open, and whether they were all there. */
final class HeaderBytes extends FilterInputStream {
  private final long length;
  private long read;

  HeaderBytes(InputStream in, long length) {
    super(in);
    this.length = length;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int count) throws IOException {
    if (read == length) {
      return -1;
    }
    int found = in.read(buffer, offset, (int) Math.min(count, length - read));
    read += Math.max(0, found);
    return found;
  }

  /** Reads what is left and checks that the stream did not end within. */
  void requireWhole(FilePosition position) throws IOException {
    transferTo(OutputStream.nullOutputStream());
    if (read < length) {
      throw position.truncated("a header of " + length + " bytes", String.valueOf(read));
    }
  }

  @Override
  public void close() {}
}
