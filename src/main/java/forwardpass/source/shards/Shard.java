package forwardpass.source.shards;

import forwardpass.error.InputException;
import forwardpass.files.HadoopPath;
import forwardpass.idx.Gzip;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;

/**
 * The members of a tar archive, one after the other, of POSIX's format or GNU's, plain or gzipped.
 * What has been read of it is gone: it is never in memory as a whole.
 */
final class Shard implements Closeable {
  private static final int BUFFER_BYTES = 1 << 16;
  static final int BLOCK_BYTES = 512;

  private final String path;
  private final ShardInput input;
  private final long end;
  private final TarArchiveInputStream tar;
  private boolean isBegun;
  private boolean isOver;

  private Shard(String path, ShardInput input, long end) {
    this.path = path;
    this.input = input;
    this.end = end;
    this.tar = new TarArchiveInputStream(input, StandardCharsets.UTF_8.name());
  }

  /** Opens a part of one; the caller closes it. */
  static Shard open(ShardPart part, Configuration hadoop) {
    try {
      FSDataInputStream file = HadoopPath.open(HadoopPath.of(part.path()), hadoop);
      try {
        return new Shard(part.path(), input(part, file), part.end());
      } catch (IOException | RuntimeException | Error e) {
        file.close();
        throw e;
      }
    } catch (IOException e) {
      throw cannotRead(part.path(), e);
    }
  }

  private static ShardInput input(ShardPart part, FSDataInputStream file) throws IOException {
    if (part.start() > 0) {
      file.seek(part.start());
      return new ShardInput(new BufferedInputStream(file, BUFFER_BYTES), part.start());
    }
    BufferedInputStream in = new BufferedInputStream(file, BUFFER_BYTES);
    in.mark(2);
    boolean isGzip = Gzip.isGzip(in.readNBytes(2));
    in.reset();
    return new ShardInput(isGzip ? Gzip.decompress(in, part.path()) : in, 0);
  }

  String path() {
    return path;
  }

  /**
   * The next member; null after the last.
   *
   * @param before what came before, in messages
   * @throws InputException where the archive is damaged
   */
  TarArchiveEntry next(String before) {
    if (isOver) {
      return null;
    }
    try {
      long start = nextHeader();
      TarArchiveEntry member = start < end ? tar.getNextEntry() : null;
      isBegun = true;
      isOver = member == null;
      if (isOver && start < end && input.position() - start < BLOCK_BYTES) {
        throw truncated(before, null); // there is no block of zeros, by which an archive ends
      }
      if (!isOver && !member.isCheckSumOK()) {
        throw corrupt(before, "a header whose checksum is wrong", null);
      }
      return member;
    } catch (IOException e) {
      throw damaged(before, e);
    } catch (UncheckedIOException e) {
      throw cannotRead(path, e.getCause());
    }
  }

  /** Behind what is left of the member that came last. */
  private long nextHeader() throws IOException {
    if (isBegun) {
      tar.transferTo(OutputStream.nullOutputStream());
    }
    return blocks(input.position());
  }

  /** So many bytes with what fills their last block. */
  static long blocks(long bytes) {
    return (bytes + BLOCK_BYTES - 1) / BLOCK_BYTES * BLOCK_BYTES;
  }

  /**
   * The content of the member that came last.
   *
   * @param before what came before, in messages
   * @throws InputException where the archive is damaged
   */
  byte[] content(int length, String before) {
    try {
      byte[] content = tar.readNBytes(length);
      if (content.length < length) {
        throw truncated(before, null);
      }
      return content;
    } catch (IOException e) {
      throw damaged(before, e);
    } catch (UncheckedIOException e) {
      throw cannotRead(path, e.getCause());
    }
  }

  private InputException damaged(String before, IOException cause) {
    return input.isAtEnd() ? truncated(before, cause) : corrupt(before, cause.getMessage(), cause);
  }

  private InputException corrupt(String before, String found, IOException cause) {
    return new InputException(
        "Corrupt: %s: expected a tar archive, found up to byte %d, %s: %s; copy it again, or write it again"
            .formatted(path, input.position(), before, found),
        cause);
  }

  private InputException truncated(String before, IOException cause) {
    return new InputException(
        "Truncated: %s: expected more of a tar archive, which ends with zeros, found the end of the file at byte %d, %s; copy it again"
            .formatted(path, input.position(), before),
        cause);
  }

  static InputException cannotRead(String path, IOException cause) {
    return new InputException(
        "Cannot read %s: %s; check the path and your permissions"
            .formatted(path, cause.getMessage()),
        cause);
  }

  @Override
  public void close() {
    try {
      tar.close();
    } catch (IOException e) {
      throw cannotRead(path, e);
    }
  }
}
