package forwardpass.source.features;

import forwardpass.source.ImageBatch;
import forwardpass.source.Refusal;
import forwardpass.source.ScannedRow;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.NumericType;

/**
 * A column of arrays of numbers, or of arrays of such arrays, whose numbers are taken one after the
 * other.
 *
 * @param width how many numbers there are to be
 * @param areBytesSigned whether numbers of one byte are from -128 to 127, or pixels from 0 to 255
 */
public record NumberFeatures(int width, ArrayType type, boolean areBytesSigned)
    implements FeaturesReader {
  /** Whether values of a type are such arrays. */
  public static boolean areOf(DataType type) {
    return type instanceof ArrayType array && innermost(array) instanceof NumericType;
  }

  /** Of arrays in arrays, the type of the innermost elements. */
  public static DataType innermost(ArrayType array) {
    return array.elementType() instanceof ArrayType inner ? innermost(inner) : array.elementType();
  }

  private static int depth(ArrayType array) {
    return array.elementType() instanceof ArrayType inner ? 1 + depth(inner) : 1;
  }

  @Override
  public Optional<Refusal> copy(InternalRow row, int column, ImageBatch to) {
    if (row.isNullAt(column)) {
      return FeaturesReader.missing();
    }
    if (row instanceof ScannedRow scanned && NumbersInPlace.areIn(scanned, column, type)) {
      return NumbersInPlace.copy(scanned.vector(), scanned.at(), width, to);
    }
    ArrayData array = row.getArray(column);
    if (type.elementType() instanceof ArrayType) {
      return new Flattening(depth(type), areBytesSigned, to).copy(array, type);
    }
    if (array.numElements() != width) {
      return FeaturesReader.wrongLength(width, array.numElements());
    }
    OptionalInt missing = Numbers.firstMissing(array);
    if (missing.isPresent()) {
      return FeaturesReader.noNumber(missing.getAsInt());
    }
    Numbers.copy(array, type.elementType(), areBytesSigned, to.roomForValues(), to.end());
    return Optional.empty();
  }

  @Override
  public boolean areBytes() {
    return false;
  }
}
