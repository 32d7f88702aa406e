package forwardpass.source.features;

import java.util.Arrays;
import org.apache.spark.sql.catalyst.util.ArrayData;

/** Takes the numbers of arrays in arrays, one after the other, such as 28 rows of 28. */
final class Flattening {
  private final float[] values;
  private final int[] lengths;
  private int count;

  /**
   * @param width how many numbers are kept
   * @param depth how many arrays are inside each other
   */
  Flattening(int width, int depth) {
    values = new float[width];
    lengths = new int[depth];
    Arrays.fill(lengths, -1);
  }

  /**
   * Takes the numbers of an array.
   *
   * @param level how many arrays it is in
   * @return what is wrong with them; null for nothing
   */
  String take(ArrayData array, int level) {
    int length = array.numElements();
    if (lengths[level] >= 0 && lengths[level] != length) {
      return "expected rows of one length, found one of %d after one of %d"
          .formatted(length, lengths[level]);
    }
    lengths[level] = length;
    boolean isInnermost = level == lengths.length - 1;
    for (int i = 0; i < length; i++) {
      if (array.isNullAt(i)) {
        return PackedNumbers.noNumber(count);
      }
      if (isInnermost) {
        take(array.getFloat(i));
      } else {
        String fault = take(array.getArray(i), level + 1);
        if (fault != null) {
          return fault;
        }
      }
    }
    return null;
  }

  private void take(float value) {
    if (count < values.length) {
      values[count] = value;
    }
    count++;
  }

  /** How many numbers there were; more than are kept, where there were too many. */
  int count() {
    return count;
  }

  float[] values() {
    return values;
  }
}
