package forwardpass.source.idx;

import java.util.Arrays;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.vectorized.ColumnarArray;

/** The elements of an array, as a column that hands out the array itself where all is asked for. */
final class ArrayElements {
  private ArrayElements() {}

  static ColumnarArray of(float[] values) {
    return new ColumnarArray(new Floats(values), 0, values.length);
  }

  private static final class Floats extends ReadOnlyColumn {
    private final float[] values;

    Floats(float[] values) {
      super(DataTypes.FloatType);
      this.values = values;
    }

    @Override
    public float getFloat(int row) {
      return values[row];
    }

    @Override
    public float[] getFloats(int row, int count) {
      return row == 0 && count == values.length
          ? values
          : Arrays.copyOfRange(values, row, row + count);
    }
  }
}
