package forwardpass.source.features;

import forwardpass.source.ImageBatch;
import forwardpass.source.Refusal;
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
    InternalRow vector = row.getStruct(column, ELEMENTS + 1);
    ArrayData elements = vector.getArray(ELEMENTS);
    boolean isSparse = vector.getByte(TYPE) == SPARSE;
    int size = isSparse ? vector.getInt(SIZE) : elements.numElements();
    if (size != width) {
      return FeaturesReader.wrongLength(width, size);
    }
    double[] doubles = elements.toDoubleArray();
    float[] values = to.roomForValues();
    int at = to.end();
    if (isSparse) {
      Arrays.fill(values, at, at + width, 0);
      int[] indices = vector.getArray(INDICES).toIntArray();
      for (int i = 0; i < indices.length; i++) {
        values[at + indices[i]] = (float) doubles[i];
      }
    } else {
      Numbers.copy(doubles, values, at);
    }
    return Optional.empty();
  }

  @Override
  public boolean areBytes() {
    return false;
  }
}
