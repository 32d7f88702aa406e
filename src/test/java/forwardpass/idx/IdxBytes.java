package forwardpass.idx;

import static org.junit.jupiter.api.Assertions.assertThrows;

import forwardpass.error.InputException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.function.Executable;

/** Files made in memory, and what the readers say of them. */
final class IdxBytes {
  static final String FILE = "digits.idx";

  private IdxBytes() {}

  /** What writes the bytes of a file: Java's own big-endian encoder. */
  interface Encoder {
    void encode(DataOutputStream out) throws IOException;
  }

  static byte[] encoded(Encoder encoder) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      encoder.encode(new DataOutputStream(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static byte[] header(int code, int... dimensions) {
    return encoded(
        out -> {
          out.writeShort(0);
          out.writeByte(code);
          out.writeByte(dimensions.length);
          for (int length : dimensions) {
            out.writeInt(length);
          }
        });
  }

  /** Images of unsigned bytes, no two of them alike. */
  static byte[] images(int count, int rows, int columns) {
    byte[] pixels = new byte[count * rows * columns];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (i * 31 + i / 251);
    }
    return concat(header(0x08, count, rows, columns), pixels);
  }

  static byte[] concat(byte[]... parts) {
    return encoded(
        out -> {
          for (byte[] part : parts) {
            out.write(part);
          }
        });
  }

  static byte[] gzip(byte[] plain) {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
      gzip.write(plain);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return compressed.toByteArray();
  }

  /** Bytes written as {@code 00 00 08 03}. */
  static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits.replace(" ", ""));
  }

  static InputStream stream(byte[] bytes) {
    return new ByteArrayInputStream(bytes);
  }

  static IdxHeader readHeader(byte[] file) {
    try {
      return IdxHeader.read(stream(file), FILE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A reader that stands at the first item of a file that is whole in its header. */
  static IdxReader reader(byte[] file) throws IOException {
    return reader(stream(file));
  }

  static IdxReader reader(InputStream in) throws IOException {
    return new IdxReader(in, IdxHeader.read(in, FILE), FILE, 0);
  }

  /** The message with which the input is refused. */
  static String refusal(Executable reading) {
    return assertThrows(InputException.class, reading).getMessage();
  }
}
