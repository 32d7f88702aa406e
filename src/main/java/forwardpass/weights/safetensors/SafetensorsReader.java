package forwardpass.weights.safetensors;

import forwardpass.error.Quote;
import forwardpass.error.WeightsException;
import forwardpass.nn.Tensor;
import forwardpass.weights.data.FilePosition;
import forwardpass.weights.data.StoredArrays;
import forwardpass.weights.data.StoredTensor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads weights from one file in the safetensors format of Hugging Face: the length of a header,
 * eight bytes, little-endian; the header in JSON; and the arrays, row-major and little-endian,
 * without a gap.
 */
public final class SafetensorsReader {
  private static final int LENGTH_BYTES = Long.BYTES;

  /** The format's own limit. */
  private static final long LONGEST_HEADER = 100_000_000;

  private SafetensorsReader() {}

  /** Whether a file starts with a length below 4 GiB, and text after it. */
  public static boolean hasLength(byte[] head) {
    return head.length > LENGTH_BYTES
        && head[4] == 0
        && head[5] == 0
        && head[6] == 0
        && head[7] == 0
        && head[LENGTH_BYTES] >= ' ';
  }

  /** Whether a JSON object follows the eight bytes that a file starts with, whatever they are. */
  public static boolean hasObject(byte[] head) {
    return head.length > LENGTH_BYTES && head[LENGTH_BYTES] == '{';
  }

  /**
   * Reads the whole stream and leaves it open.
   *
   * @param file what messages call it
   * @return the arrays in the header's order, as float32, all of them finite
   * @throws WeightsException where it is damaged, or is anything else
   */
  public static StoredArrays read(InputStream in, String file) {
    try {
      long headerLength = headerLength(in, file);
      List<SafetensorsEntry> entries = SafetensorsHeader.read(in, file, headerLength);
      return tensors(entries, in, file, LENGTH_BYTES + headerLength);
    } catch (IOException e) {
      throw FilePosition.cannotRead(file, e);
    }
  }

  private static long headerLength(InputStream in, String file) throws IOException {
    FilePosition start = new FilePosition(file, 0);
    byte[] bytes = in.readNBytes(LENGTH_BYTES);
    if (bytes.length < LENGTH_BYTES) {
      throw start.truncated("the length of a safetensors header, 8 bytes", "" + bytes.length);
    }
    long length = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
    if (length < 0 || length > LONGEST_HEADER) {
      throw start.corrupt(
          "a safetensors header of at most " + LONGEST_HEADER + " bytes",
          Long.toUnsignedString(length));
    }
    return length;
  }

  private static void skip(SafetensorsEntry entry, InputStream in, FilePosition position)
      throws IOException {
    int length = (int) (entry.end() - entry.begin());
    int found = in.readNBytes(length).length;
    if (found < length) {
      throw position.truncated(length + " bytes of data", String.valueOf(found));
    }
  }

  private static StoredArrays tensors(
      List<SafetensorsEntry> entries, InputStream in, String file, long dataOffset)
      throws IOException {
    Map<String, StoredTensor> tensors = new LinkedHashMap<>();
    entries.stream()
        .filter(entry -> !entry.isLeftOut())
        .forEach(entry -> tensors.put(entry.name(), null));
    List<SafetensorsEntry> inOrder =
        entries.stream()
            .sorted(
                Comparator.comparingLong(SafetensorsEntry::begin)
                    .thenComparingLong(SafetensorsEntry::end))
            .toList();
    long end = 0;
    for (SafetensorsEntry entry : inOrder) {
      FilePosition position = new FilePosition(file, dataOffset + end);
      if (entry.begin() != end) {
        throw position.corrupt(
            "tensor %s at offset %d, where the one before ends"
                .formatted(Quote.quoted(entry.name()), end),
            "%s offset %d"
                .formatted(
                    entry.begin() < end ? "an overlap from" : "a hole up to", entry.begin()));
      }
      if (entry.isLeftOut()) {
        skip(entry, in, position);
        end = entry.end();
        continue;
      }
      Tensor tensor = new Tensor(entry.shape(), entry.data().read(in, position));
      tensors.put(
          entry.name(),
          new StoredTensor(tensor, entry.data().type(), position).requireFinite(entry.name()));
      end = entry.end();
    }
    if (in.read() >= 0) {
      throw new FilePosition(file, dataOffset + end)
          .corrupt("the end of the file after the last tensor", "more bytes");
    }
    return new StoredArrays(
        Collections.unmodifiableMap(tensors),
        entries.stream().filter(SafetensorsEntry::isLeftOut).map(SafetensorsEntry::name).toList());
  }
}
