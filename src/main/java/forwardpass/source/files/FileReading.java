package forwardpass.source.files;

import forwardpass.error.InputException;
import forwardpass.files.FileFormat;
import forwardpass.files.FileTypes;
import forwardpass.files.OpenDirectory;
import forwardpass.source.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.apache.commons.lang3.ArrayUtils;

/** Reads files that may be images; of those that are none, the first bytes. */
final class FileReading {
  private static final int MOST_BYTES = 1 << 30;
  private static final int AT_FIRST = 1 << 14;

  private final byte[] start = new byte[AT_FIRST];

  /**
   * Reads a file.
   *
   * @param directory its path
   * @param open the same
   * @param length as it was found
   * @throws InputException where it cannot be read
   */
  ImageFile read(String directory, OpenDirectory open, String name, long length) {
    String path = directory.endsWith("/") ? directory + name : directory + "/" + name;
    try (InputStream in = open.open(name, length)) {
      int count = in.readNBytes(start, 0, AT_FIRST);
      if (!FileFormat.IMAGE.begins(start, count)) {
        byte[] head = Arrays.copyOf(start, Math.min(count, FileTypes.HEAD_BYTES));
        return new ImageFile(directory, path, head, null, FileTypes.isNamedAsImage(name));
      }
      if (length > MOST_BYTES) {
        return new ImageFile(directory, path, null, tooLarge(length), true);
      }
      byte[] content =
          count < AT_FIRST ? Arrays.copyOf(start, count) : whole(in, Math.max((int) length, count));
      return new ImageFile(directory, path, content, null, true);
    } catch (IOException e) {
      throw new InputException(
          "Cannot read %s: %s; check the path and your permissions".formatted(path, e.getMessage()),
          e);
    }
  }

  /** The start and what comes after it, be it longer or shorter than expected. */
  private byte[] whole(InputStream in, int expected) throws IOException {
    byte[] content = Arrays.copyOf(start, expected);
    int count = AT_FIRST + in.readNBytes(content, AT_FIRST, expected - AT_FIRST);
    if (count < expected) {
      return Arrays.copyOf(content, count);
    }
    byte[] more = in.readAllBytes();
    return more.length == 0 ? content : ArrayUtils.addAll(content, more);
  }

  private static Refusal tooLarge(long length) {
    return new Refusal(
        "Unsupported",
        "expected an image of at most %d bytes, found %d".formatted(MOST_BYTES, length),
        "make it smaller");
  }
}
