package forwardpass.npz;

import forwardpass.error.InputException;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.function.BooleanSupplier;
import java.util.zip.ZipException;

/**
 * The numbers of an array, one after the other. They are never in memory as a whole. Not safe for
 * use by several threads.
 */
public final class ArrayStream implements Closeable {
  private final InputStream in;
  private final String place;
  private final ArrayHeader header;
  private ByteBuffer stored = ByteBuffer.allocate(0);
  private final BooleanSupplier isWhole;
  private long read;

  private ArrayStream(InputStream in, String place, ArrayHeader header, BooleanSupplier isWhole) {
    this.isWhole = isWhole;
    this.in = in;
    this.place = place;
    this.header = header;
  }

  /**
   * Reads the header of a stream, which it takes over.
   *
   * @param place of the array, in messages
   * @param isWhole whether what was read has the checksum that is stored, once all is read; null
   *     for a file by itself, which has none
   */
  static ArrayStream open(InputStream in, String place, BooleanSupplier isWhole)
      throws IOException {
    return new ArrayStream(in, place, ArrayHeader.read(in, place), isWhole);
  }

  public ArrayHeader header() {
    return header;
  }

  /** What messages call it. */
  public String place() {
    return place;
  }

  /** Fills a part of an array with the bytes of the next image. */
  public void next(byte[] into, int start) {
    fill(into, start, header.size());
    end();
  }

  /** Fills a part of an array with the numbers of the next image. */
  public void next(float[] into, int start) {
    take(header.size());
    header.kind().toFloats(stored, into, start, header.size());
    end();
  }

  /** The next label. */
  public double next() {
    take(1);
    double number = header.kind().at(stored, 0);
    end();
    return number;
  }

  private void take(int count) {
    int bytes = Math.multiplyExact(count, header.kind().bytes());
    if (stored.capacity() < bytes) {
      stored = ByteBuffer.allocate(bytes).order(header.order());
    }
    fill(stored.array(), 0, bytes);
  }

  private void fill(byte[] into, int start, int count) {
    try {
      int found = in.readNBytes(into, start, count);
      if (found < count) {
        throw truncated(null);
      }
    } catch (EOFException e) {
      throw truncated(e);
    } catch (IOException e) {
      throw damaged(e);
    }
  }

  /** Behind the last there is nothing more, and a checksum is compared. */
  private void end() {
    if (++read < header.count()) {
      return;
    }
    try {
      if (in.read() >= 0) {
        throw new InputException(
            "Corrupt: %s: expected %s, found more bytes behind it; write it again"
                .formatted(place, header));
      }
    } catch (IOException e) {
      throw damaged(e);
    }
    if (isWhole != null && !isWhole.getAsBoolean()) {
      throw corrupt("another checksum", null);
    }
  }

  /** Where it is part of an archive, that goes on behind it. */
  private InputException truncated(IOException cause) {
    return isWhole != null
        ? corrupt("its end", cause)
        : new InputException(
            "Truncated: %s: expected %s, found its end after %d of them; copy the file again"
                .formatted(place, header, read),
            cause);
  }

  private InputException damaged(IOException cause) {
    return cause instanceof ZipException
        ? corrupt("what cannot be inflated (%s)".formatted(cause.getMessage()), cause)
        : new InputException(
            "Cannot read %s: %s; check the path and your permissions"
                .formatted(place, cause.getMessage()),
            cause);
  }

  private InputException corrupt(String found, IOException cause) {
    return new InputException(
        "Corrupt: %s: expected %s, found %s, after %d of them; copy the file again"
            .formatted(place, header, found, read),
        cause);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
