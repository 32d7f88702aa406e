package forwardpass.weights.safetensors;

import forwardpass.weights.data.ArrayData;
import java.util.List;

/**
 * What the header of a safetensors file says of one array.
 *
 * @param data its numbers; null where it is a single number and no float
 * @param begin where they begin, in bytes after the header
 * @param end where they end
 */
record SafetensorsEntry(String name, ArrayData data, List<Integer> shape, long begin, long end) {
  /** Whether it is a single number, such as an epoch. */
  boolean isLeftOut() {
    return data == null;
  }
}
