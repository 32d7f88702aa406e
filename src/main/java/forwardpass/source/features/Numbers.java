package forwardpass.source.features;

import java.util.OptionalInt;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.ShortType;

/** The numbers of an array, as floats. */
final class Numbers {
  private Numbers() {}

  /** The first element of an array that is null. */
  static OptionalInt firstMissing(ArrayData array) {
    int count = array.numElements();
    for (int i = 0; i < count; i++) {
      if (array.isNullAt(i)) {
        return OptionalInt.of(i);
      }
    }
    return OptionalInt.empty();
  }

  /**
   * Copies all numbers of an array.
   *
   * @param array without a null
   * @param type of its numbers
   * @param areBytesSigned whether those of one byte are numbers from -128, or pixels up to 255
   */
  static void copy(ArrayData array, DataType type, boolean areBytesSigned, float[] to, int at) {
    if (type instanceof FloatType) {
      float[] floats = array.toFloatArray();
      System.arraycopy(floats, 0, to, at, floats.length);
    } else if (type instanceof DoubleType) {
      copy(array.toDoubleArray(), to, at);
    } else if (type instanceof IntegerType) {
      int[] integers = array.toIntArray();
      for (int i = 0; i < integers.length; i++) {
        to[at + i] = integers[i];
      }
    } else {
      copyEach(array, type, areBytesSigned ? -1 : 0xff, to, at);
    }
  }

  static void copy(double[] doubles, float[] to, int at) {
    for (int i = 0; i < doubles.length; i++) {
      to[at + i] = (float) doubles[i];
    }
  }

  private static void copyEach(ArrayData array, DataType type, int mask, float[] to, int at) {
    int count = array.numElements();
    if (type instanceof LongType) {
      for (int i = 0; i < count; i++) {
        to[at + i] = array.getLong(i);
      }
    } else if (type instanceof ShortType) {
      for (int i = 0; i < count; i++) {
        to[at + i] = array.getShort(i);
      }
    } else if (type instanceof ByteType) {
      for (int i = 0; i < count; i++) {
        to[at + i] = array.getByte(i) & mask;
      }
    } else if (type instanceof DecimalType decimal) {
      for (int i = 0; i < count; i++) {
        to[at + i] = array.getDecimal(i, decimal.precision(), decimal.scale()).toFloat();
      }
    } else {
      throw new IllegalArgumentException("Unsupported: numbers of type " + type);
    }
  }
}
