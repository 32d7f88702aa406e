package forwardpass.source.features;

import forwardpass.source.ImageBatch;
import forwardpass.source.Refusal;
import forwardpass.source.ScannedRow;
import java.util.Optional;
import org.apache.spark.sql.execution.vectorized.WritableColumnVector;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.FloatType;

/**
 * Arrays of floats read where a scan has them: without an array for each image, nor a look at each
 * number for whether it is null where none of the scan's batch is.
 */
final class FloatsInPlace {
  private FloatsInPlace() {}

  /** Whether a column of a row is such arrays. */
  static boolean areIn(ScannedRow row, int column, ArrayType type) {
    return type.elementType() instanceof FloatType && row.isInPlace(column);
  }

  /** As {@link FeaturesReader#copy} does, of an array that is there. */
  static Optional<Refusal> copy(ScannedRow row, int width, ImageBatch to) {
    int count = row.vector().getArrayLength(row.at());
    if (count != width) {
      return FeaturesReader.wrongLength(width, count);
    }
    WritableColumnVector numbers = row.vector().arrayData();
    int from = row.vector().getArrayOffset(row.at());
    if (numbers.hasNull()) {
      for (int i = 0; i < count; i++) {
        if (numbers.isNullAt(from + i)) {
          return FeaturesReader.noNumber(i);
        }
      }
    }
    float[] values = to.roomForValues();
    int end = to.end();
    for (int i = 0; i < count; i++) {
      values[end + i] = numbers.getFloat(from + i);
    }
    return Optional.empty();
  }
}
