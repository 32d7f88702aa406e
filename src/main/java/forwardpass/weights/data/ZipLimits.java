package forwardpass.weights.data;

import forwardpass.error.Quote;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;

/** What a zip may claim: memory is taken only for what its own length makes credible. */
public final class ZipLimits {
  /** Longest file: all of it is held in memory. */
  private static final int LONGEST_FILE = 1 << 30;

  private static final int MOST_ENTRIES = 1 << 12;

  /** Trained float32 weights deflate to nine tenths; ones that are nearly all zeros to a tenth. */
  private static final int MOST_RATIO = 10;

  /** What a short file may inflate to whatever the ratio: there are layers of zeros. */
  private static final long ALWAYS_INFLATED = 16L << 20;

  /** The signature of an entry in a zip's directory, and of the directory's end: little-endian. */
  private static final int ENTRY_SIGNATURE = 0x02014b50;

  private static final int END_SIGNATURE = 0x06054b50;

  private static final int END_LENGTH = 22;
  private static final int LONGEST_COMMENT = 0xffff;

  private ZipLimits() {}

  /** All of a zip, which is not longer and has not more entries than is credible. */
  public static byte[] readAll(InputStream in, String file) {
    byte[] bytes;
    try {
      bytes = in.readNBytes(LONGEST_FILE + 1);
    } catch (IOException e) {
      throw FilePosition.cannotRead(file, e);
    }
    FilePosition end = new FilePosition(file, bytes.length);
    if (bytes.length > LONGEST_FILE) {
      throw end.unsupported(
          "a zip of at most 1 GiB", "a longer one", "save the weights as safetensors");
    }
    int lastEnd = bytes.length - END_LENGTH;
    if (count(END_SIGNATURE, bytes, lastEnd - LONGEST_COMMENT, lastEnd) == 0) {
      throw end.truncated("the directory of a zip", "the end of the file");
    }
    if (count(ENTRY_SIGNATURE, bytes, 0, lastEnd) > MOST_ENTRIES) {
      throw end.unsupported(
          "a zip of at most " + MOST_ENTRIES + " entries", "more", FilePosition.SAVE_FLOATS);
    }
    return bytes;
  }

  /** How many signatures begin at the bytes from one to another. */
  private static int count(int signature, byte[] bytes, int first, int last) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int count = 0;
    for (int i = Math.max(0, first); i <= last; i++) {
      if (buffer.getInt(i) == signature) {
        count++;
      }
    }
    return count;
  }

  /**
   * Checks how much all entries claim to be, before any of them is read.
   *
   * @param fileLength in bytes
   */
  public static void requireSane(List<ZipArchiveEntry> entries, int fileLength, String file) {
    requireSane(
        entries,
        fileLength,
        file,
        "save the weights again with numpy.savez, which does not compress");
  }

  /** The same, with what to do where they claim too much. */
  static void requireSane(
      List<ZipArchiveEntry> entries, int fileLength, String file, String advice) {
    long most = Math.max(ALWAYS_INFLATED, (long) fileLength * MOST_RATIO);
    long claimed = 0;
    for (ZipArchiveEntry entry : entries) {
      long size = entry.getSize();
      if (size < 0 || size > most - claimed) {
        throw new FilePosition(file + ", entry " + Quote.plain(entry.getName()), 0)
            .unsupported(
                "at most %d bytes in all arrays of a file of %d".formatted(most, fileLength),
                "more",
                advice);
      }
      claimed += size;
    }
  }
}
