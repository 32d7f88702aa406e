package forwardpass.source.features;

import forwardpass.source.ImageBatch;
import forwardpass.source.Refusal;
import forwardpass.source.ScannedRow;
import java.util.Arrays;
import java.util.Optional;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.types.DataType;

/** A column of MLlib's vectors, dense or sparse. */
public record VectorFeatures(int width) implements FeaturesReader {
  /** How MLlib says that a vector is sparse. */
  private static final byte SPARSE = 0;

  private static final int TYPE = 0;
  private static final int SIZE = 1;
  private static final int INDICES = 2;
  private static final int ELEMENTS = 3;

  /** Whether values of a type are vectors. */
  public static boolean areOf(DataType type) {
    return type.equals(SQLDataTypes.VectorType());
  }

  @Override
  public Optional<Refusal> copy(InternalRow row, int column, ImageBatch to) {
    if (row.isNullAt(column)) {
      return FeaturesReader.missing();
    }
    if (row instanceof ScannedRow scanned && isDenseInPlace(scanned, column)) {
      return NumbersInPlace.copy(scanned.vector().getChild(ELEMENTS), scanned.at(), width, to);
    }
    InternalRow vector = row.getStruct(column, ELEMENTS + 1);
    ArrayData elements = vector.getArray(ELEMENTS);
    boolean isSparse = vector.getByte(TYPE) == SPARSE;
    int size = isSparse ? vector.getInt(SIZE) : elements.numElements();
    if (size != width) {
      return FeaturesReader.wrongLength(width, size);
    }
    float[] values = to.roomForValues();
    int at = to.end();
    if (isSparse) {
      Arrays.fill(values, at, at + width, 0);
      double[] doubles = elements.toDoubleArray();
      int[] indices = vector.getArray(INDICES).toIntArray();
      for (int i = 0; i < indices.length; i++) {
        values[at + indices[i]] = (float) doubles[i];
      }
    } else {
      Numbers.copyDoubles(elements, values, at);
    }
    return Optional.empty();
  }

  private static boolean isDenseInPlace(ScannedRow row, int column) {
    return row.isInPlace(column) && row.vector().getChild(TYPE).getByte(row.at()) != SPARSE;
  }

  @Override
  public boolean areBytes() {
    return false;
  }
}
