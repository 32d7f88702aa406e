package forwardpass.weights.torch;

import forwardpass.error.Quote;
import forwardpass.error.WeightsException;
import forwardpass.weights.data.ArrayData;
import forwardpass.weights.data.FilePosition;
import forwardpass.weights.data.StoredArrays;
import forwardpass.weights.data.WholeZip;
import forwardpass.weights.pickle.Storage;
import forwardpass.weights.pickle.TensorPickles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;

/**
 * Reads weights from the zip that {@code torch.save} writes: in one directory {@code data.pkl},
 * whose tensors are views of storages; {@code data/KEY}, the numbers of each storage; and {@code
 * byteorder}, which the first versions leave out.
 */
public final class TorchArchive {
  private static final Pattern PICKLE = Pattern.compile("([^/]+/)?data\\.pkl");
  private static final String SAVE_AGAIN = "save the weights again with torch.save";
  private static final int LONGEST_ORDER = 16;

  private final WholeZip zip;
  private final Map<String, ZipArchiveEntry> entries = new HashMap<>();
  private final String directory;

  private TorchArchive(WholeZip zip) {
    this.zip = zip;
    for (ZipArchiveEntry entry : zip.entries()) {
      if (entries.putIfAbsent(entry.getName(), entry) != null) {
        throw new FilePosition(zip.place(entry), 0).corrupt("each entry once", "it twice");
      }
    }
    List<String> pickles = pickles(zip.names());
    if (pickles.size() > 1) {
      throw start().unsupported("one data.pkl", String.valueOf(pickles.size()), SAVE_AGAIN);
    }
    this.directory = pickles.get(0).replaceFirst("data\\.pkl$", "");
  }

  /** Whether a zip of these entries is such a file. */
  public static boolean isOf(List<String> names) {
    return !pickles(names).isEmpty();
  }

  private static List<String> pickles(List<String> names) {
    return names.stream().filter(name -> PICKLE.matcher(name).matches()).toList();
  }

  /**
   * Reads the tensors of the network, and of no other.
   *
   * @return the tensors in the order of the state dict, as float32, all of them finite
   * @throws WeightsException where the zip is damaged, or is anything else
   */
  public static StoredArrays read(WholeZip zip) {
    return new TorchArchive(zip).read();
  }

  private StoredArrays read() {
    if (entries.containsKey(directory + "constants.pkl")) {
      throw start()
          .unsupported(
              "tensors of PyTorch",
              "a program of TorchScript (torch.jit.save)",
              "load it with torch.jit.load and save its tensors with torch.save(model.state_dict(), FILE)");
    }
    zip.requireSane(SAVE_AGAIN + ", which does not compress");
    ByteOrder order = byteOrder();
    TensorPickles pickle =
        zip.read(
            entries.get(directory + "data.pkl"),
            SAVE_AGAIN,
            (in, place, length) -> {
              TensorPickles read = new TensorPickles(in, place);
              read.runTensors();
              read.expectEnd();
              return read;
            });
    pickle.storages().values().forEach(this::requireWhole);
    return pickle.arrays(storage -> numbers(storage, order));
  }

  private FilePosition start() {
    return new FilePosition(zip.file(), 0);
  }

  /** A file without it was written where numbers are little-endian. */
  private ByteOrder byteOrder() {
    ZipArchiveEntry entry = entries.get(directory + "byteorder");
    if (entry == null) {
      return ByteOrder.LITTLE_ENDIAN;
    }
    String order =
        zip.read(
            entry,
            SAVE_AGAIN,
            (in, place, length) ->
                new String(in.readNBytes(LONGEST_ORDER), StandardCharsets.ISO_8859_1));
    return switch (order) {
      case "little" -> ByteOrder.LITTLE_ENDIAN;
      case "big" -> ByteOrder.BIG_ENDIAN;
      default ->
          throw new FilePosition(zip.place(entry), 0).corrupt("little or big", Quote.quoted(order));
    };
  }

  /** Checks that a storage is in the zip and as long as the pickle says. */
  private void requireWhole(Storage storage) {
    String name = directory + "data/" + storage.key();
    ZipArchiveEntry entry = entries.get(name);
    if (entry == null) {
      throw start().truncated("an entry " + Quote.plain(name), "none");
    }
    FilePosition position = new FilePosition(zip.place(entry), 0);
    String expected = "%d bytes, of %d values".formatted(storage.length(), storage.count());
    if (entry.getSize() < storage.length()) {
      throw position.truncated(expected, String.valueOf(entry.getSize()));
    } else if (entry.getSize() > storage.length()) {
      throw position.corrupt(expected, String.valueOf(entry.getSize()));
    }
  }

  private float[] numbers(Storage storage, ByteOrder order) {
    ArrayData data = new ArrayData(storage.number().orElseThrow(), order, storage.count());
    return zip.read(
        entries.get(directory + "data/" + storage.key()),
        SAVE_AGAIN,
        (in, place, length) -> wholly(data, in, new FilePosition(place, 0)));
  }

  /** The end is read too, so that all bytes are in the checksum. */
  private static float[] wholly(ArrayData data, InputStream in, FilePosition position)
      throws IOException {
    float[] values = data.read(in, position);
    if (in.read() >= 0) {
      throw position.corrupt("the end of the storage", "more bytes");
    }
    return values;
  }
}
