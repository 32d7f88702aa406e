package forwardpass.idx;

import forwardpass.error.InputException;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/**
 * Gzip (RFC 1952), told from plain bytes by its first two: what a file is called says nothing. A
 * file of several members is their concatenation; checksums and lengths are verified at the end of
 * each.
 */
public final class Gzip {
  private static final int BUFFER_BYTES = 64 * 1024;

  private Gzip() {}

  /** Whether a file that starts with these bytes is gzipped. An IDX file starts with zeros. */
  public static boolean isGzip(byte[] head) {
    return head.length >= 2 && (head[0] & 0xff) == 0x1f && (head[1] & 0xff) == 0x8b;
  }

  /**
   * Decompresses a stream that stands at the start of a gzipped file. Where the file is damaged,
   * reading throws {@link InputException}; failures of the stream itself pass as they are.
   *
   * @param file what to call the file in messages
   */
  public static InputStream decompress(InputStream in, String file) throws IOException {
    InputStream source = new BufferedInputStream(new Source(in), BUFFER_BYTES);
    try {
      return new Decompressed(
          GzipCompressorInputStream.builder()
              .setInputStream(source)
              .setDecompressConcatenated(true)
              .get(),
          file);
    } catch (IOException e) {
      throw damaged(file, 0, e);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static InputException damaged(String file, long position, IOException cause) {
    String place = "%s, gzip, after %d decompressed bytes".formatted(file, position);
    if (cause instanceof EOFException) {
      return new InputException(
          "Truncated: %s: expected more compressed data, found the end of the file; copy the file again"
              .formatted(place),
          cause);
    }
    return new InputException(
        "Corrupt: %s: expected valid gzip data, found: %s; copy the file again"
            .formatted(place, cause.getMessage()),
        cause);
  }

  /**
   * The compressed bytes. Its failures are unchecked on their way through the decompressor, so that
   * they are not taken for damage to the file.
   */
  private static final class Source extends FilterInputStream {
    Source(InputStream in) {
      super(in);
    }

    @Override
    public int available() {
      try {
        return in.available();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public int read() {
      try {
        return in.read();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
      try {
        return in.read(buffer, offset, length);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** The decompressed bytes. */
  private static final class Decompressed extends FilterInputStream {
    private final GzipCompressorInputStream gzip;
    private final String file;

    Decompressed(GzipCompressorInputStream gzip, String file) {
      super(gzip);
      this.gzip = gzip;
      this.file = file;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      try {
        return in.read(buffer, offset, length);
      } catch (IOException e) {
        throw damaged(file, gzip.getBytesRead(), e);
      } catch (UncheckedIOException e) {
        throw e.getCause();
      }
    }

    /** By reading: skipping would pass by what reading does with failures. */
    @Override
    public long skip(long bytes) throws IOException {
      byte[] dropped = new byte[(int) Math.max(0, Math.min(bytes, BUFFER_BYTES))];
      return Math.max(0, read(dropped, 0, dropped.length));
    }
  }
}
