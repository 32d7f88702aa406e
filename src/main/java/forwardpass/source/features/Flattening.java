package forwardpass.source.features;

import forwardpass.source.ImageBatch;
import forwardpass.source.Refusal;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.types.ArrayType;

/** Takes the numbers of arrays in arrays, one after the other, such as 28 rows of 28. */
final class Flattening {
  private final int width;
  private final float[] values;
  private final int start;
  private final int[] lengths;
  private final boolean areBytesSigned;
  private int count;

  /**
   * @param depth how many arrays are inside each other
   * @param to takes the numbers, behind its images
   */
  Flattening(int depth, boolean areBytesSigned, ImageBatch to) {
    this.areBytesSigned = areBytesSigned;
    width = to.imageSize();
    values = to.roomForValues();
    start = to.end();
    lengths = new int[depth];
    Arrays.fill(lengths, -1);
  }

  /** Why an array does not have as many numbers as an image; empty where it has. */
  Optional<Refusal> copy(ArrayData array, ArrayType type) {
    Optional<Refusal> refusal = take(array, type, 0);
    return refusal.isEmpty() && count != width ? FeaturesReader.wrongLength(width, count) : refusal;
  }

  private Optional<Refusal> take(ArrayData array, ArrayType type, int level) {
    int length = array.numElements();
    if (lengths[level] >= 0 && lengths[level] != length) {
      return Refusal.corrupt(
          "expected rows of one length, found one of %d after one of %d"
              .formatted(length, lengths[level]));
    }
    lengths[level] = length;
    return type.elementType() instanceof ArrayType inner
        ? takeArrays(array, inner, level + 1)
        : takeNumbers(array, type);
  }

  private Optional<Refusal> takeArrays(ArrayData array, ArrayType type, int level) {
    for (int i = 0; i < array.numElements(); i++) {
      if (array.isNullAt(i)) {
        return FeaturesReader.noNumber(count);
      }
      Optional<Refusal> refusal = take(array.getArray(i), type, level);
      if (refusal.isPresent()) {
        return refusal;
      }
    }
    return Optional.empty();
  }

  /** Counts those of which there are too many, to say how many. */
  private Optional<Refusal> takeNumbers(ArrayData array, ArrayType type) {
    int length = array.numElements();
    OptionalInt missing = Numbers.firstMissing(array);
    if (missing.isPresent()) {
      return FeaturesReader.noNumber(count + missing.getAsInt());
    }
    if (count + length <= width) {
      Numbers.copy(array, type.elementType(), areBytesSigned, values, start + count);
    }
    count += length;
    return Optional.empty();
  }
}
