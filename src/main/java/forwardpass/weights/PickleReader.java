package forwardpass.weights;

import java.io.InputStream;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads weights from a pickle: a dict of NumPy arrays by name, as {@code pickle.dump} writes it in
 * any protocol, from Python 2 or 3. Nothing in the file is called; see {@link Global}.
 */
final class PickleReader {
  private PickleReader() {}

  /**
   * Whether a file that starts with these bytes may be a pickle: whether the first is PROTO, or an
   * opcode of the protocols that do without, all of which are ASCII.
   */
  static boolean matches(byte[] head) {
    Opcode first = head.length == 0 ? null : Opcode.of(head[0] & 0xff);
    return first == Opcode.PROTO || (first != null && head[0] > 0);
  }

  /**
   * Reads the whole stream, which must be one pickle and nothing after it, and leaves it open.
   *
   * @param in read in large blocks, so it need not be buffered
   * @param file what messages call it
   * @return the arrays in the dict's order, as float32, all of them finite
   * @throws forwardpass.error.WeightsException where it cannot be read or is anything else
   */
  static Map<String, StoredTensor> read(InputStream in, String file) {
    ByteSource source = new ByteSource(in, file);
    Value root = new PickleMachine(source).run();
    if (!(root instanceof Dict dict)) {
      throw source
          .position()
          .unsupported("a dict of NumPy arrays", root.described(), FilePosition.SAVE_ARRAYS);
    }
    Map<String, StoredTensor> tensors = new LinkedHashMap<>();
    dict.arrays().forEach((name, array) -> tensors.put(name, array.stored(name)));
    return Collections.unmodifiableMap(tensors);
  }
}
