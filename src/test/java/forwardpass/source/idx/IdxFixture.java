package forwardpass.source.idx;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** Small IDX files, written as the format's description says and not by our own code. */
public final class IdxFixture {
  private IdxFixture() {}

  /** Pixel {@code k} of image {@code i} is {@code (7 * i + k) % 256}. */
  public static byte[] images(int count, int rows, int columns) {
    return bytes(
        0x08,
        new int[] {count, rows, columns},
        out -> {
          for (int i = 0; i < count; i++) {
            for (int k = 0; k < rows * columns; k++) {
              out.writeByte(7 * i + k);
            }
          }
        });
  }

  /** Value {@code k} of image {@code i} is {@code i + k / 8}. */
  public static byte[] floatImages(int count, int rows, int columns) {
    return bytes(
        0x0D,
        new int[] {count, rows, columns},
        out -> {
          for (int i = 0; i < count; i++) {
            for (int k = 0; k < rows * columns; k++) {
              out.writeFloat(i + k / 8f);
            }
          }
        });
  }

  /** Label {@code i} is {@code i % classes}. */
  public static byte[] labels(int count, int classes) {
    return bytes(
        0x08,
        new int[] {count},
        out -> {
          for (int i = 0; i < count; i++) {
            out.writeByte(i % classes);
          }
        });
  }

  /** A header, and then what the body writes. */
  public static byte[] bytes(int type, int[] dimensions, Body body) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeShort(0);
      out.writeByte(type);
      out.writeByte(dimensions.length);
      for (int length : dimensions) {
        out.writeInt(length);
      }
      body.write(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  public static byte[] gzip(byte[] plain) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(plain);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  public static Path write(Path file, byte[] bytes) {
    try {
      Files.createDirectories(file.getParent());
      return Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes the items of a file. */
  public interface Body {
    void write(DataOutputStream out) throws IOException;
  }
}
