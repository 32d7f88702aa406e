package forwardpass.weights;

import forwardpass.nn.Tensor;
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
   * Reads the whole stream, which must be one pickle and nothing after it, and leaves it open.
   *
   * @param in read in large blocks, so it need not be buffered
   * @param file what messages call it
   * @return the arrays in the dict's order, narrowed to float32, all of them finite
   * @throws forwardpass.error.WeightsException where it cannot be read or is anything else
   */
  static Map<String, Tensor> read(InputStream in, String file) {
    ByteSource source = new ByteSource(in, file);
    Value root = new PickleMachine(source).run();
    if (!(root instanceof Dict dict)) {
      throw source
          .position()
          .unsupported("a dict of NumPy arrays", root.described(), FilePosition.SAVE_ARRAYS);
    }
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    dict.arrays().forEach((name, array) -> tensors.put(name, array.tensor(name)));
    return Collections.unmodifiableMap(tensors);
  }
}
