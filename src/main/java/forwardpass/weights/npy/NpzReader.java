package forwardpass.weights.npy;

import forwardpass.error.Quote;
import forwardpass.error.WeightsException;
import forwardpass.weights.data.FilePosition;
import forwardpass.weights.data.ForeignFormat;
import forwardpass.weights.data.StoredArrays;
import forwardpass.weights.data.StoredTensor;
import forwardpass.weights.data.ZipLimits;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;

/**
 * Reads weights from an npz file, as {@code numpy.savez} and {@code numpy.savez_compressed} write
 * it: a zip of arrays in npy format, each entry called as its array and {@code .npy}.
 */
public final class NpzReader {
  private static final String SUFFIX = ".npy";
  private static final String SAVE_AGAIN = "save the weights again with numpy.savez";

  private NpzReader() {}

  /** Whether a file that starts with these bytes is a zip: one of entries, or of none. */
  public static boolean matches(byte[] head) {
    return head.length >= 4
        && head[0] == 'P'
        && head[1] == 'K'
        && ((head[2] == 3 && head[3] == 4) || (head[2] == 5 && head[3] == 6));
  }

  /**
   * Reads a zip.
   *
   * @param bytes all of it, no more than {@link ZipLimits} allows
   * @param file what messages call it
   * @return the arrays in the zip's order, as float32, all of them finite
   * @throws WeightsException where it is damaged, or is anything else
   */
  public static StoredArrays read(byte[] bytes, String file) {
    try (ZipFile zip =
        ZipFile.builder().setSeekableByteChannel(new SeekableInMemoryByteChannel(bytes)).get()) {
      List<ZipArchiveEntry> entries = Collections.list(zip.getEntries());
      List<String> names = entries.stream().map(ZipArchiveEntry::getName).toList();
      Optional<WeightsException> foreign = ForeignFormat.ofZip(names, file);
      if (foreign.isPresent()) {
        throw foreign.get();
      }
      ZipLimits.requireSane(entries, bytes.length, file);
      Map<String, StoredTensor> tensors = new LinkedHashMap<>();
      List<String> leftOut = new ArrayList<>();
      for (ZipArchiveEntry entry : entries) {
        String place = file + ", entry " + Quote.plain(entry.getName());
        String name = name(entry, place);
        Optional<StoredTensor> tensor = read(zip, entry, place, name);
        if (tensor.isEmpty()) {
          leftOut.add(name);
        } else if (tensors.putIfAbsent(name, tensor.get().requireFinite(name)) != null) {
          throw start(place).corrupt("each entry once", "it twice");
        }
      }
      return new StoredArrays(Collections.unmodifiableMap(tensors), leftOut);
    } catch (IOException | IllegalArgumentException e) {
      throw damaged(file, e);
    }
  }

  private static FilePosition start(String place) {
    return new FilePosition(place, 0);
  }

  /** The name of an entry's array, which no entry that leads out of a directory has. */
  private static String name(ZipArchiveEntry entry, String place) {
    String name = entry.getName();
    if (name.startsWith("/") || Arrays.asList(name.split("[/\\\\]", -1)).contains("..")) {
      throw start(place).forbidden("expected the name of an array, found a path that leads out");
    }
    if (!name.endsWith(SUFFIX) || name.length() > StoredArrays.LONGEST_NAME) {
      throw start(place)
          .unsupported(
              "arrays only, each called as it is and .npy", Quote.quoted(name), SAVE_AGAIN);
    }
    return name.substring(0, name.length() - SUFFIX.length());
  }

  private static Optional<StoredTensor> read(
      ZipFile zip, ZipArchiveEntry entry, String place, String name) throws IOException {
    int method = entry.getMethod();
    if ((method != ZipEntry.STORED && method != ZipEntry.DEFLATED)
        || entry.getGeneralPurposeBit().usesEncryption()) {
      throw start(place)
          .unsupported(
              "an entry that is stored or deflated, and not encrypted",
              "method " + method,
              SAVE_AGAIN);
    }
    CRC32 checksum = new CRC32();
    try (InputStream in = new CheckedInputStream(zip.getInputStream(entry), checksum)) {
      Optional<StoredTensor> tensor = NpyReader.read(in, place, name, entry.getSize());
      if (checksum.getValue() != entry.getCrc()) {
        throw start(place)
            .corrupt(
                "CRC-32 %08x".formatted(entry.getCrc()), "%08x".formatted(checksum.getValue()));
      }
      return tensor;
    } catch (IOException e) {
      throw damaged(place, e);
    }
  }

  /** All of a zip lies in memory, so what cannot be read is damaged. */
  private static WeightsException damaged(String place, Exception cause) {
    if (cause instanceof EOFException) {
      return start(place).truncated("a whole zip entry", "the end of the file");
    }
    return start(place)
        .corrupt("a valid zip file", "another one: " + Quote.plain(cause.getMessage()));
  }
}
