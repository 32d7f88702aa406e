package forwardpass.source.shards;

import forwardpass.files.HadoopPath;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;

/** The headers of a plain shard, one after the other, without what members contain. */
final class ShardHeaders implements Closeable {
  /** What a store sends while it would answer another request. */
  private static final int LEAST_SEEK = 1 << 20;

  private static final int TYPE = 156;
  private static final byte GLOBAL = 'g';

  private final FSDataInputStream file;
  private final long length;
  private final boolean isLocal;
  private final byte[] dropped = new byte[1 << 16];
  private long position;
  private long start;
  private long next;

  private ShardHeaders(FSDataInputStream file, long length, boolean isLocal) {
    this.file = file;
    this.length = length;
    this.isLocal = isLocal;
  }

  /** Opens a shard; the caller closes it. */
  static ShardHeaders open(ShardPart shard, Configuration hadoop) throws IOException {
    Path path = HadoopPath.of(shard.path());
    return new ShardHeaders(
        HadoopPath.open(path, hadoop), shard.length(), "file".equals(path.toUri().getScheme()));
  }

  /**
   * The next member; null where none can be read, or where it can be read only after all that is
   * before it.
   */
  TarArchiveEntry next() throws IOException {
    if (next < 0 || next > length - Shard.BLOCK_BYTES) {
      return null;
    }
    skipTo(next);
    start = position;
    byte[] block = new byte[Shard.BLOCK_BYTES];
    file.readFully(block);
    position += block.length;
    ShardInput input = new ShardInput(file, position);
    TarArchiveEntry member = read(block, input);
    position = input.position();
    if (member == null || !member.isCheckSumOK() || member.isSparse() || block[TYPE] == GLOBAL) {
      return null;
    }
    next = position + (member.isDirectory() ? 0 : Shard.blocks(member.getSize()));
    return member;
  }

  /** Null at the end, and where the archive is damaged. */
  @SuppressWarnings("resource") // the file is closed at the end
  private static TarArchiveEntry read(byte[] block, ShardInput rest) throws IOException {
    InputStream in = new SequenceInputStream(new ByteArrayInputStream(block), rest);
    try {
      return new TarArchiveInputStream(in, StandardCharsets.UTF_8.name()).getNextEntry();
    } catch (IOException e) {
      return null;
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** Where the last member begins, with all that is said of it. */
  long start() {
    return start;
  }

  private void skipTo(long place) throws IOException {
    if (isLocal || place - position >= LEAST_SEEK) {
      file.seek(place);
      position = place;
    }
    while (position < place) {
      int most = (int) Math.min(dropped.length, place - position);
      file.readFully(dropped, 0, most);
      position += most;
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
