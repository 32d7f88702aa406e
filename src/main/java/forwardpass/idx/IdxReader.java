package forwardpass.idx;

import forwardpass.error.InputException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Reads the items of an IDX file in order, into arrays that the caller keeps. Holds at most the
 * items of one call in memory, and no more than have really been read, whatever the header claims.
 */
public final class IdxReader implements Closeable {
  private static final int FIRST_CHUNK_BYTES = 1 << 20;
  private static final byte[] EMPTY = {};

  private final InputStream in;
  private final IdxHeader header;
  private final String file;
  private long item;
  private byte[] encoded = EMPTY;

  /**
   * @param in decompressed bytes, at the start of {@code firstItem}
   * @param header the file's header
   * @param file what to call the file in messages
   * @param firstItem the position in the file of the item that comes next, from 0
   */
  public IdxReader(InputStream in, IdxHeader header, String file, long firstItem) {
    this.in = in;
    this.header = header;
    this.file = file;
    this.item = firstItem;
  }

  /** Passes over items, reading and dropping them. */
  public void skip(long items) throws IOException {
    long left = items * header.itemBytes();
    byte[] dropped = new byte[(int) Math.min(left, FIRST_CHUNK_BYTES)];
    while (left > 0) {
      int count = in.read(dropped, 0, (int) Math.min(left, dropped.length));
      if (count < 0) {
        throw truncated(items * header.itemBytes() - left);
      }
      left -= count;
    }
    item += items;
  }

  /**
   * Reads items of unsigned bytes as they stand in the file.
   *
   * @param buffer where to put them; one that is too small is replaced
   * @return the buffer, or a larger one; {@code items * header.itemSize()} bytes are filled
   * @throws InputException where the file ends before
   */
  public byte[] readBytes(byte[] buffer, int items) throws IOException {
    byte[] filled = readFully(buffer, batchBytes(items));
    item += items;
    return filled;
  }

  /**
   * Reads items of any type as floats: 64-bit values and integers of 25 bits and more are rounded.
   *
   * @param buffer where to put them; one that is too small is replaced
   * @return the buffer, or a larger one; {@code items * header.itemSize()} values are filled
   * @throws InputException where the file ends before, or where a value is infinite or not a number
   */
  public float[] readFloats(float[] buffer, int items) throws IOException {
    float[] values = readAnyFloats(buffer, items);
    int size = items * header.itemSize();
    for (int i = 0; i < size; i++) {
      if (!Float.isFinite(values[i])) {
        if (header.type() == ElementType.DOUBLE
            && Double.isFinite(BigEndian.doubleAt(encoded, 8 * i))) {
          throw new InputException(
              "Unsupported: %s, image %d, value %d: expected a number that fits a 32-bit float, found %s; mend or leave out the image"
                  .formatted(
                      file,
                      item - items + i / header.itemSize(),
                      i % header.itemSize(),
                      BigEndian.doubleAt(encoded, 8 * i)));
        }
        throw new InputException(
            "Corrupt: %s, image %d, value %d: expected a finite number, found %s; mend or leave out the image"
                .formatted(
                    file, item - items + i / header.itemSize(), i % header.itemSize(), values[i]));
      }
    }
    return values;
  }

  /**
   * As {@link #readFloats(float[], int)}, of whatever values: they may be infinite, or not numbers.
   */
  public float[] readAnyFloats(float[] buffer, int items) throws IOException {
    encoded = readFully(encoded, batchBytes(items));
    int size = items * header.itemSize();
    float[] values = buffer.length < size ? new float[size] : buffer;
    decode(encoded, values, size);
    item += items;
    return values;
  }

  /**
   * Reads labels: items of a whole number each, or of several, of which the first is the label.
   *
   * @param buffer where to put them; one that is too small is replaced
   * @return the buffer, or a larger one; {@code items} values are filled
   * @throws InputException where the file ends before
   */
  public int[] readLabels(int[] buffer, int items) throws IOException {
    encoded = readFully(encoded, batchBytes(items));
    int[] labels = buffer.length < items ? new int[items] : buffer;
    int itemBytes = header.itemBytes();
    for (int i = 0; i < items; i++) {
      labels[i] =
          switch (header.type()) {
            case UNSIGNED_BYTE -> encoded[i * itemBytes] & 0xff;
            case BYTE -> encoded[i * itemBytes];
            case SHORT -> BigEndian.shortAt(encoded, i * itemBytes);
            case INT -> BigEndian.intAt(encoded, i * itemBytes);
            case FLOAT, DOUBLE -> throw new IllegalStateException("labels of " + header.type());
          };
    }
    item += items;
    return labels;
  }

  /**
   * Checks that nothing follows the last item, and with it, in a gzipped file, the checksum.
   *
   * @throws InputException where something does
   */
  public void expectEnd() throws IOException {
    if (in.read() >= 0) {
      throw new InputException(
          "Corrupt: %s, byte %d: expected the end of the file after %d items, found more bytes; check the header's count or cut the file"
              .formatted(file, header.length(), header.count()));
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private int batchBytes(int items) {
    long bytes = (long) items * header.itemBytes();
    if (bytes > Integer.MAX_VALUE) {
      throw new InputException(
          "Unsupported: %s, item %d: expected a batch of at most 2147483647 bytes, found %d items of %d bytes; use a smaller batch size"
              .formatted(file, item, items, header.itemBytes()));
    }
    return (int) bytes;
  }

  /** Fills the first {@code length} bytes, growing the buffer only as bytes arrive. */
  private byte[] readFully(byte[] buffer, int length) throws IOException {
    byte[] filled = buffer;
    int read = 0;
    while (read < length) {
      if (read == filled.length) {
        long larger = Math.max(FIRST_CHUNK_BYTES, 2L * filled.length);
        filled = Arrays.copyOf(filled, (int) Math.min(length, larger));
      }
      int count = in.read(filled, read, Math.min(length, filled.length) - read);
      if (count < 0) {
        throw truncated(read);
      }
      read += count;
    }
    return filled;
  }

  private InputException truncated(long bytesRead) {
    long at = header.offsetOf(item) + bytesRead;
    return new InputException(
        "Truncated: %s, byte %d, in item %d of %d: expected %d bytes, found %d; copy the file again"
            .formatted(
                file,
                at,
                item + bytesRead / header.itemBytes(),
                header.count(),
                header.length(),
                at));
  }

  private void decode(byte[] bytes, float[] values, int size) {
    switch (header.type()) {
      case UNSIGNED_BYTE -> {
        for (int i = 0; i < size; i++) {
          values[i] = bytes[i] & 0xff;
        }
      }
      case BYTE -> {
        for (int i = 0; i < size; i++) {
          values[i] = bytes[i];
        }
      }
      case SHORT -> {
        for (int i = 0; i < size; i++) {
          values[i] = BigEndian.shortAt(bytes, 2 * i);
        }
      }
      case INT -> {
        for (int i = 0; i < size; i++) {
          values[i] = BigEndian.intAt(bytes, 4 * i);
        }
      }
      case FLOAT -> {
        for (int i = 0; i < size; i++) {
          values[i] = BigEndian.floatAt(bytes, 4 * i);
        }
      }
      case DOUBLE -> {
        for (int i = 0; i < size; i++) {
          values[i] = (float) BigEndian.doubleAt(bytes, 8 * i);
        }
      }
    }
  }
}
