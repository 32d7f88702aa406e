package forwardpass.source.shards;

import forwardpass.error.InputException;
import forwardpass.files.HadoopPath;
import forwardpass.idx.Gzip;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.hadoop.conf.Configuration;

/**
 * The members of a tar archive, one after the other, of POSIX's format or GNU's, plain or gzipped.
 * What has been read of it is gone: it is never in memory as a whole.
 */
final class Shard implements Closeable {
  private static final int BUFFER_BYTES = 1 << 16;
  private static final int BLOCK_BYTES = 512;

  private final String path;
  private final ShardInput input;
  private final TarArchiveInputStream tar;

  /** Where the last member ended, with what fills its last block. */
  private long end;

  private Shard(String path, ShardInput input) {
    this.path = path;
    this.input = input;
    this.tar = new TarArchiveInputStream(input, StandardCharsets.UTF_8.name());
  }

  /** Opens one; the caller closes it. */
  static Shard open(String path, Configuration hadoop) {
    try {
      InputStream file = HadoopPath.open(HadoopPath.of(path), hadoop);
      BufferedInputStream in = new BufferedInputStream(file, BUFFER_BYTES);
      in.mark(2);
      boolean isGzip = Gzip.isGzip(in.readNBytes(2));
      in.reset();
      return new Shard(path, new ShardInput(isGzip ? Gzip.decompress(in, path) : in));
    } catch (IOException e) {
      throw cannotRead(path, e);
    }
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
    try {
      TarArchiveEntry member = tar.getNextEntry();
      if (member != null) {
        if (!member.isCheckSumOK()) {
          throw corrupt(before, "a header whose checksum is wrong", null);
        }
        long filled = (member.getSize() + BLOCK_BYTES - 1) / BLOCK_BYTES * BLOCK_BYTES;
        end = input.position() + (member.isDirectory() ? 0 : filled);
      } else if (input.position() - end < BLOCK_BYTES) {
        throw truncated(before, null); // there is no block of zeros, by which an archive ends
      }
      return member;
    } catch (IOException e) {
      throw damaged(before, e);
    } catch (UncheckedIOException e) {
      throw cannotRead(path, e.getCause());
    }
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

  private static InputException cannotRead(String path, IOException cause) {
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
