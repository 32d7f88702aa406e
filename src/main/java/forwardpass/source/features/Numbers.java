package forwardpass.source.features;

import forwardpass.source.RawColumn;
import java.util.OptionalInt;
import org.apache.spark.sql.catalyst.expressions.UnsafeArrayData;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.unsafe.Platform;

/** The numbers of an array, as floats. */
final class Numbers {
  private Numbers() {}

  /** The first element of an array that is null. */
  static OptionalInt firstMissing(ArrayData array) {
    if (array instanceof UnsafeArrayData unsafe && hasNoNull(unsafe)) {
      return OptionalInt.empty();
    }
    int count = array.numElements();
    for (int i = 0; i < count; i++) {
      if (array.isNullAt(i)) {
        return OptionalInt.of(i);
      }
    }
    return OptionalInt.empty();
  }

  /** As its own format says: a bit for each element, in words behind the number of elements. */
  private static boolean hasNoNull(UnsafeArrayData array) {
    long words = array.getBaseOffset() + Long.BYTES;
    long end =
        array.getBaseOffset() + UnsafeArrayData.calculateHeaderPortionInBytes(array.numElements());
    long bits = 0;
    for (long word = words; word < end; word += Long.BYTES) {
      bits |= Platform.getLong(array.getBaseObject(), word);
    }
    return bits == 0;
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
      RawColumn.copy(array, to, at);
    } else if (type instanceof DoubleType) {
      copyDoubles(array, to, at);
    } else if (type instanceof IntegerType) {
      int[] integers = array.toIntArray();
      for (int i = 0; i < integers.length; i++) {
        to[at + i] = integers[i];
      }
    } else {
      copyEach(array, type, areBytesSigned ? -1 : 0xff, to, at);
    }
  }

  /** Copies all numbers of an array of doubles without a null. */
  static void copyDoubles(ArrayData array, float[] to, int at) {
    int count = array.numElements();
    if (array instanceof UnsafeArrayData unsafe) {
      long from = unsafe.getBaseOffset() + UnsafeArrayData.calculateHeaderPortionInBytes(count);
      for (int i = 0; i < count; i++) {
        to[at + i] =
            (float) Platform.getDouble(unsafe.getBaseObject(), from + (long) i * Double.BYTES);
      }
    } else {
      double[] doubles = array.toDoubleArray();
      for (int i = 0; i < count; i++) {
        to[at + i] = (float) doubles[i];
      }
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
