package forwardpass.weights.data;

import forwardpass.error.Quote;
import forwardpass.error.WeightsException;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;

/** A zip, all of which lies in memory. Its entries are read one at a time, and checked. */
public final class WholeZip implements Closeable {
  /** What reads an entry, to its end. */
  @FunctionalInterface
  public interface EntryReader<T> {
    /**
     * Reads an entry.
     *
     * @param place what messages call it
     * @param length how many bytes it claims to have
     */
    T read(InputStream in, String place, long length) throws IOException;
  }

  private final ZipFile zip;
  private final List<ZipArchiveEntry> entries;
  private final int length;
  private final String file;

  private WholeZip(ZipFile zip, int length, String file) {
    this.zip = zip;
    this.entries = Collections.list(zip.getEntries());
    this.length = length;
    this.file = file;
  }

  /** Whether a file that starts with these bytes is a zip: one of entries, or of none. */
  public static boolean matches(byte[] head) {
    return head.length >= 4
        && head[0] == 'P'
        && head[1] == 'K'
        && ((head[2] == 3 && head[3] == 4) || (head[2] == 5 && head[3] == 6));
  }

  /**
   * The zip of these bytes.
   *
   * @param bytes as {@link ZipLimits#readAll} gives them; not copied
   * @param file what messages call it
   * @throws WeightsException where it is damaged
   */
  public static WholeZip of(byte[] bytes, String file) {
    try {
      ZipFile zip =
          ZipFile.builder().setSeekableByteChannel(new SeekableInMemoryByteChannel(bytes)).get();
      return new WholeZip(zip, bytes.length, file);
    } catch (IOException | IllegalArgumentException e) {
      throw damaged(file, e);
    }
  }

  /** What messages call it. */
  public String file() {
    return file;
  }

  public List<ZipArchiveEntry> entries() {
    return entries;
  }

  /** The names of all entries, in the zip's order. */
  public List<String> names() {
    return entries.stream().map(ZipArchiveEntry::getName).toList();
  }

  /** What messages call an entry. */
  public String place(ZipArchiveEntry entry) {
    return file + ", entry " + Quote.plain(entry.getName());
  }

  /**
   * Checks that the entries do not claim to be longer than is credible.
   *
   * @param advice what to do where they do
   */
  public void requireSane(String advice) {
    ZipLimits.requireSane(entries, length, file, advice);
  }

  /**
   * Reads an entry and compares its checksum.
   *
   * @param advice what to do about a zip of another kind
   * @throws WeightsException where the entry is damaged, or neither stored nor deflated
   */
  public <T> T read(ZipArchiveEntry entry, String advice, EntryReader<T> reader) {
    String place = place(entry);
    FilePosition start = new FilePosition(place, 0);
    int method = entry.getMethod();
    if ((method != ZipEntry.STORED && method != ZipEntry.DEFLATED)
        || entry.getGeneralPurposeBit().usesEncryption()) {
      throw start.unsupported(
          "an entry that is stored or deflated, and not encrypted", "method " + method, advice);
    }
    CRC32 checksum = new CRC32();
    try (InputStream in = new CheckedInputStream(zip.getInputStream(entry), checksum)) {
      T found = reader.read(in, place, entry.getSize());
      if (checksum.getValue() != entry.getCrc()) {
        throw start.corrupt(
            "CRC-32 %08x".formatted(entry.getCrc()), "%08x".formatted(checksum.getValue()));
      }
      return found;
    } catch (IOException | IllegalArgumentException e) {
      throw damaged(place, e);
    }
  }

  /** All of a zip lies in memory, so what cannot be read is damaged. */
  private static WeightsException damaged(String place, Exception cause) {
    FilePosition start = new FilePosition(place, 0);
    if (cause instanceof EOFException) {
      return start.truncated("a whole zip entry", "the end of the file");
    }
    return start.corrupt("a valid zip file", "another one: " + Quote.plain(cause.getMessage()));
  }

  @Override
  public void close() {
    try {
      zip.close();
    } catch (IOException e) {
      throw damaged(file, e);
    }
  }
}
