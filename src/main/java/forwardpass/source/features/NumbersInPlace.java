package forwardpass.source.features;

import forwardpass.source.ImageBatch;
import forwardpass.source.Refusal;
import forwardpass.source.ScannedRow;
import java.util.Optional;
import org.apache.spark.sql.execution.vectorized.WritableColumnVector;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;

/**
 * Arrays of floating-point numbers read where a scan has them: without an array for each image, nor
 * a look at each number for whether it is null where none of the scan's batch is.
 */
final class NumbersInPlace {
  private NumbersInPlace() {}

  /** Whether a column of a row is such arrays. */
  static boolean areIn(ScannedRow row, int column, ArrayType type) {
    return (type.elementType() instanceof FloatType || type.elementType() instanceof DoubleType)
        && row.isInPlace(column);
  }

  /**
   * As {@link FeaturesReader#copy} does, of an array that is there.
   *
   * @param at which of the arrays
   */
  static Optional<Refusal> copy(WritableColumnVector arrays, int at, int width, ImageBatch to) {
    int count = arrays.getArrayLength(at);
    if (count != width) {
      return FeaturesReader.wrongLength(width, count);
    }
    WritableColumnVector numbers = arrays.arrayData();
    int from = arrays.getArrayOffset(at);
    if (numbers.hasNull()) {
      for (int i = 0; i < count; i++) {
        if (numbers.isNullAt(from + i)) {
          return FeaturesReader.noNumber(i);
        }
      }
    }
    if (numbers.dataType() instanceof DoubleType) {
      copyDoubles(numbers, from, count, to.roomForValues(), to.end());
    } else {
      copyFloats(numbers, from, count, to.roomForValues(), to.end());
    }
    return Optional.empty();
  }

  private static void copyFloats(
      WritableColumnVector numbers, int from, int count, float[] to, int at) {
    for (int i = 0; i < count; i++) {
      to[at + i] = numbers.getFloat(from + i);
    }
  }

  private static void copyDoubles(
      WritableColumnVector numbers, int from, int count, float[] to, int at) {
    for (int i = 0; i < count; i++) {
      to[at + i] = (float) numbers.getDouble(from + i);
    }
  }
}
