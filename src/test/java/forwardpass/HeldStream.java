package forwardpass;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSInputStream;

/**
 * A stream that gives a megabyte, and then nothing until {@link Hold} lets it go on: its task is in
 * the middle of a partition for as long as a test likes.
 */
final class HeldStream extends FSInputStream {
  private static final int GIVEN = 1 << 20;

  private final FSDataInputStream in;
  private final Hold hold;
  private int given;

  HeldStream(FSDataInputStream in, Hold hold) {
    this.in = in;
    this.hold = hold;
  }

  @Override
  public int read() throws IOException {
    await(1);
    return in.read();
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    await(length);
    return in.read(buffer, offset, length);
  }

  private void await(int length) throws IOException {
    boolean held = given < GIVEN && given + length >= GIVEN;
    given = Math.min(GIVEN, given + length);
    if (!held) {
      return;
    }
    Path unfinished = hold.holder().resolveSibling(hold.holder().getFileName() + ".unfinished");
    Files.writeString(unfinished, String.valueOf(ProcessHandle.current().pid()));
    Files.move(unfinished, hold.holder(), StandardCopyOption.ATOMIC_MOVE);
    while (!Files.exists(hold.end())) {
      try {
        Thread.sleep(20);
      } catch (InterruptedException e) {
        throw new InterruptedIOException("killed");
      }
    }
  }

  @Override
  public void seek(long position) throws IOException {
    in.seek(position);
  }

  @Override
  public long getPos() throws IOException {
    return in.getPos();
  }

  @Override
  public boolean seekToNewSource(long position) throws IOException {
    return in.seekToNewSource(position);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
