package forwardpass.weights.npy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Makes npz files, right or wrong, with Java's own zip. */
public final class NpzAssembler {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final ZipOutputStream zip = new ZipOutputStream(bytes);

  /** An npz of one array. */
  public static byte[] npz(String header, int dataBytes) {
    return new NpzAssembler().entry("W1.npy", npy(header, dataBytes)).end();
  }

  /** An array of version 1.0 whose data are all zero. */
  public static byte[] npy(String header, int dataBytes) {
    return npy(1, header, dataBytes);
  }

  static byte[] npy(int majorVersion, String header, int dataBytes) {
    byte[] text = header.getBytes(StandardCharsets.ISO_8859_1);
    int lengthBytes = majorVersion == 1 ? 2 : 4;
    ByteBuffer npy =
        ByteBuffer.allocate(8 + lengthBytes + text.length + dataBytes)
            .order(ByteOrder.LITTLE_ENDIAN);
    npy.put("\u0093NUMPY".getBytes(StandardCharsets.ISO_8859_1));
    npy.put((byte) majorVersion).put((byte) 0);
    npy.putInt(8, text.length).position(8 + lengthBytes);
    return npy.put(text).array();
  }

  /** The header of an array of {@code <f4}. */
  public static String floats(String shape) {
    return "{'descr': '<f4', 'fortran_order': False, 'shape': " + shape + ", }";
  }

  public NpzAssembler entry(String name, byte[] content) {
    try {
      zip.putNextEntry(new ZipEntry(name));
      zip.write(content);
      zip.closeEntry();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  public byte[] end() {
    try {
      zip.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** The file with a string of it replaced, wherever it is, by one of the same length. */
  static byte[] replaced(byte[] file, String from, String to) {
    return new String(file, StandardCharsets.ISO_8859_1)
        .replace(from, to)
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  /** The file with the number at some place of its only entry in the directory replaced. */
  public static byte[] withDirectoryInt(byte[] file, int place, int value) {
    String text = new String(file, StandardCharsets.ISO_8859_1);
    byte[] changed = file.clone();
    ByteBuffer.wrap(changed)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(text.lastIndexOf("PK\1\2") + place, value);
    return changed;
  }
}
