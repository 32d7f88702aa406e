package forwardpass.weights.npy;

import forwardpass.error.Quote;
import forwardpass.error.WeightsException;
import forwardpass.weights.data.FilePosition;
import forwardpass.weights.data.ForeignFormat;
import forwardpass.weights.data.StoredArrays;
import forwardpass.weights.data.StoredTensor;
import forwardpass.weights.data.WholeZip;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;

/**
 * Reads weights from an npz file, as {@code numpy.savez} and {@code numpy.savez_compressed} write
 * it: a zip of arrays in npy format, each entry called as its array and {@code .npy}.
 */
public final class NpzReader {
  private static final String SUFFIX = ".npy";
  private static final String SAVE_AGAIN = "save the weights again with numpy.savez";

  private NpzReader() {}

  /**
   * Reads all of a zip.
   *
   * @return the arrays in the zip's order, as float32, all of them finite
   * @throws WeightsException where it is damaged, or is anything else
   */
  public static StoredArrays read(WholeZip zip) {
    Optional<WeightsException> foreign = ForeignFormat.ofZip(zip.names(), zip.file());
    if (foreign.isPresent()) {
      throw foreign.get();
    }
    zip.requireSane(SAVE_AGAIN + ", which does not compress");
    Map<String, StoredTensor> tensors = new LinkedHashMap<>();
    List<String> leftOut = new ArrayList<>();
    for (ZipArchiveEntry entry : zip.entries()) {
      FilePosition start = new FilePosition(zip.place(entry), 0);
      String name = name(entry, start);
      Optional<StoredTensor> tensor =
          zip.read(
              entry, SAVE_AGAIN, (in, place, length) -> NpyReader.read(in, place, name, length));
      if (tensor.isEmpty()) {
        leftOut.add(name);
      } else if (tensors.putIfAbsent(name, tensor.get().requireFinite(name)) != null) {
        throw start.corrupt("each entry once", "it twice");
      }
    }
    return new StoredArrays(Collections.unmodifiableMap(tensors), leftOut);
  }

  /** The name of an entry's array, which no entry that leads out of a directory has. */
  private static String name(ZipArchiveEntry entry, FilePosition start) {
    String name = entry.getName();
    if (name.startsWith("/") || Arrays.asList(name.split("[/\\\\]", -1)).contains("..")) {
      throw start.forbidden("expected the name of an array, found a path that leads out");
    }
    if (!name.endsWith(SUFFIX) || name.length() > StoredArrays.LONGEST_NAME) {
      throw start.unsupported(
          "arrays only, each called as it is and .npy", Quote.quoted(name), SAVE_AGAIN);
    }
    return name.substring(0, name.length() - SUFFIX.length());
  }
}
