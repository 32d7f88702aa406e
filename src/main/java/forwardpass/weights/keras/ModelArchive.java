package forwardpass.weights.keras;

import forwardpass.error.Quote;
import forwardpass.error.WeightsException;
import forwardpass.weights.data.FilePosition;
import forwardpass.weights.data.ZipLimits;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.zip.CRC32;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;

/**
 * The zip in which Keras saves a whole model (.keras). What else is in it is left where it is.
 *
 * @param config what its layers are, in JSON
 * @param weights HDF5
 */
record ModelArchive(String config, byte[] weights) {
  static final String CONFIG = "config.json";
  static final String WEIGHTS = "model.weights.h5";
  private static final String METADATA = "metadata.json";

  /** Whether a zip has the entries; what cannot be opened has none. */
  static boolean isModel(byte[] zip) {
    try (ZipFile entries = open(zip)) {
      return entries.getEntry(CONFIG) != null
          && (entries.getEntry(WEIGHTS) != null || entries.getEntry(METADATA) != null);
    } catch (IOException | IllegalArgumentException e) {
      return false;
    }
  }

  static ModelArchive read(byte[] zip, String file) {
    try (ZipFile entries = open(zip)) {
      List<ZipArchiveEntry> all = Collections.list(entries.getEntries());
      ZipLimits.requireSane(all, zip.length, file);
      return new ModelArchive(
          new String(entry(entries, CONFIG, file), StandardCharsets.UTF_8),
          entry(entries, WEIGHTS, file));
    } catch (IOException | IllegalArgumentException e) {
      throw damaged(file, e);
    }
  }

  private static ZipFile open(byte[] zip) throws IOException {
    return ZipFile.builder().setSeekableByteChannel(new SeekableInMemoryByteChannel(zip)).get();
  }

  private static byte[] entry(ZipFile zip, String name, String file) throws IOException {
    List<ZipArchiveEntry> named = new ArrayList<>();
    zip.getEntries(name).forEach(named::add);
    FilePosition start = new FilePosition(file + ", entry " + name, 0);
    if (named.size() != 1) {
      throw start.corrupt(
          "the entry once", named.isEmpty() ? "none" : "it %d times".formatted(named.size()));
    }
    ZipArchiveEntry entry = named.get(0);
    if (!zip.canReadEntryData(entry)) {
      throw start.unsupported(
          "an entry that is stored or deflated, and not encrypted",
          "method " + entry.getMethod(),
          "save the model again with model.save");
    }
    byte[] bytes;
    try (InputStream in = zip.getInputStream(entry)) {
      bytes = in.readNBytes((int) entry.getSize());
    } catch (IOException e) {
      throw damaged(start.file(), e);
    }
    if (bytes.length < entry.getSize()) {
      throw start.truncated(entry.getSize() + " bytes", String.valueOf(bytes.length));
    }
    CRC32 checksum = new CRC32();
    checksum.update(bytes);
    if (checksum.getValue() != entry.getCrc()) {
      throw start.corrupt(
          "CRC-32 %08x".formatted(entry.getCrc()), "%08x".formatted(checksum.getValue()));
    }
    return bytes;
  }

  private static WeightsException damaged(String place, Exception cause) {
    return new FilePosition(place, 0)
        .corrupt(
            "a valid zip file", "another one: " + Quote.plain(String.valueOf(cause.getMessage())));
  }
}
