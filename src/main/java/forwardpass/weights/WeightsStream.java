package forwardpass.weights;

import forwardpass.error.InputException;
import forwardpass.error.WeightsException;
import forwardpass.idx.Gzip;
import forwardpass.weights.data.FilePosition;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;

/** The content of a weights file, which may be gzipped: that is told by its first bytes. */
public final class WeightsStream {
  /** Trained float32 weights shrink to nine tenths; ones that are nearly all zeros to a tenth. */
  private static final int MOST_RATIO = 10;

  /** What a short file may inflate to whatever the ratio: there are layers of zeros. */
  private static final long ALWAYS_INFLATED = 16L << 20;

  private WeightsStream() {}

  /**
   * Opens the content of a stream, of which {@link WeightsFormat#HEAD_BYTES} bytes can be pushed
   * back. Where it is gzip that is damaged, or that inflates to more than is credible, reading
   * throws {@link WeightsException}.
   *
   * @param file what to call the file in messages
   */
  public static PushbackInputStream open(InputStream in, String file) throws IOException {
    PushbackInputStream stored = new PushbackInputStream(in, WeightsFormat.HEAD_BYTES);
    byte[] head = stored.readNBytes(WeightsFormat.HEAD_BYTES);
    stored.unread(head);
    if (!Gzip.isGzip(head)) {
      return stored;
    }
    Counted compressed = new Counted(stored);
    try {
      return new PushbackInputStream(
          new Inflated(Gzip.decompress(compressed, file), compressed, file),
          WeightsFormat.HEAD_BYTES);
    } catch (InputException e) {
      throw new WeightsException(e.getMessage(), e);
    }
  }

  /** How many compressed bytes have been read. */
  private static final class Counted extends FilterInputStream {
    private long bytes;

    Counted(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int value = in.read();
      bytes += value < 0 ? 0 : 1;
      return value;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int found = in.read(buffer, offset, length);
      bytes += Math.max(0, found);
      return found;
    }
  }

  private static final class Inflated extends FilterInputStream {
    private final Counted compressed;
    private final String file;
    private long bytes;

    Inflated(InputStream in, Counted compressed, String file) {
      super(in);
      this.compressed = compressed;
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
        int found = in.read(buffer, offset, length);
        bytes += Math.max(0, found);
        if (bytes > Math.max(ALWAYS_INFLATED, MOST_RATIO * compressed.bytes)) {
          throw new FilePosition(file + ", gzip", compressed.bytes)
              .unsupported(
                  "at most " + MOST_RATIO + " times the compressed bytes, as weights have",
                  "more",
                  "check that these are weights, and decompress the file with gunzip");
        }
        return found;
      } catch (InputException e) {
        throw new WeightsException(e.getMessage(), e);
      }
    }

    /** By reading: skipping would count nothing. */
    @Override
    public long skip(long count) throws IOException {
      byte[] dropped = new byte[(int) Math.max(0, Math.min(count, 1 << 16))];
      return Math.max(0, read(dropped, 0, dropped.length));
    }
  }
}
