package forwardpass.source.arrays;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import org.apache.hadoop.fs.FSDataInputStream;

/** A file of Hadoop's, to be read at any place. */
final class HadoopChannel implements SeekableByteChannel {
  private final FSDataInputStream in;
  private final long length;
  private boolean isOpen = true;

  HadoopChannel(FSDataInputStream in, long length) {
    this.in = in;
    this.length = length;
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    if (!into.hasRemaining()) {
      return 0;
    }
    int count;
    if (into.hasArray()) {
      count = in.read(into.array(), into.arrayOffset() + into.position(), into.remaining());
      into.position(into.position() + Math.max(0, count));
    } else {
      byte[] bytes = new byte[into.remaining()];
      count = in.read(bytes, 0, bytes.length);
      into.put(bytes, 0, Math.max(0, count));
    }
    return count;
  }

  @Override
  public long position() throws IOException {
    return in.getPos();
  }

  @Override
  public SeekableByteChannel position(long to) throws IOException {
    in.seek(to);
    return this;
  }

  @Override
  public long size() {
    return length;
  }

  @Override
  public boolean isOpen() {
    return isOpen;
  }

  @Override
  public void close() throws IOException {
    isOpen = false;
    in.close();
  }

  @Override
  public int write(ByteBuffer from) {
    throw new NonWritableChannelException();
  }

  @Override
  public SeekableByteChannel truncate(long size) {
    throw new NonWritableChannelException();
  }
}
