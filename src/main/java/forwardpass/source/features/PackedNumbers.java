package forwardpass.source.features;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.transform;

import forwardpass.source.StaticCalls;
import java.util.List;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeArrayData;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Arrays of numbers and vectors as packed floats, where Spark reads them: it copies those whole,
 * and others number by number.
 */
public final class PackedNumbers {
  /** As many floats as were asked for, or why there are none. */
  static final StructType TYPE =
      new StructType()
          .add("values", DataTypes.createArrayType(DataTypes.FloatType, false))
          .add("fault", DataTypes.StringType);

  static final int VALUES = 0;
  static final int FAULT = 1;

  /** How MLlib says that a vector is sparse. */
  private static final byte SPARSE = 0;

  private static final int SIZE = 1;
  private static final int INDICES = 2;
  private static final int ELEMENTS = 3;

  private PackedNumbers() {}

  /** Whether there is a way to pack values of a type. */
  public static boolean areOf(DataType type) {
    return type.equals(SQLDataTypes.VectorType())
        || (type instanceof ArrayType array && innermost(array) instanceof NumericType);
  }

  /** Of arrays in arrays, the type of the innermost elements. */
  public static DataType innermost(ArrayType array) {
    return array.elementType() instanceof ArrayType inner ? innermost(inner) : array.elementType();
  }

  private static int depth(ArrayType array) {
    return array.elementType() instanceof ArrayType inner ? 1 + depth(inner) : 1;
  }

  /**
   * A column of vectors, of arrays of numbers, or of arrays of such arrays, taken one after the
   * other, packed.
   *
   * @param width how many numbers there are to be
   */
  public static Column of(Column column, DataType type, int width) {
    if (!(type instanceof ArrayType array)) {
      return packed("ofVector", column, width);
    }
    if (array.elementType() instanceof ArrayType) {
      return StaticCalls.of(
          PackedNumbers.class,
          "ofRows",
          TYPE,
          List.of(floats(column, array), lit(width), lit(depth(array))),
          true);
    }
    if (array.elementType() instanceof DoubleType) {
      return packed("ofDoubles", column, width);
    }
    if (array.elementType() instanceof IntegerType) {
      return packed("ofIntegers", column, width);
    }
    return packed(
        "ofFloats",
        array.elementType() instanceof FloatType ? column : floats(column, array),
        width);
  }

  private static Column packed(String method, Column column, int width) {
    return StaticCalls.of(PackedNumbers.class, method, TYPE, List.of(column, lit(width)), true);
  }

  /** Bytes are pixels, and have no sign, here as in a column of bytes. */
  private static Column floats(Column column, ArrayType type) {
    if (type.elementType() instanceof ArrayType inner) {
      return transform(column, each -> floats(each, inner));
    }
    if (type.elementType() instanceof ByteType) {
      return transform(
          column,
          each -> each.cast(DataTypes.IntegerType).bitwiseAND(0xff).cast(DataTypes.FloatType));
    }
    return column.cast(DataTypes.createArrayType(DataTypes.FloatType, type.containsNull()));
  }

  /** Called by Spark. */
  public static InternalRow ofFloats(ArrayData array, int width) {
    InternalRow fault = fault(array, width);
    return fault != null ? fault : packed(array.toFloatArray());
  }

  /** Called by Spark. */
  public static InternalRow ofDoubles(ArrayData array, int width) {
    InternalRow fault = fault(array, width);
    return fault != null ? fault : packed(array.toDoubleArray());
  }

  /** Called by Spark. */
  public static InternalRow ofIntegers(ArrayData array, int width) {
    InternalRow fault = fault(array, width);
    if (fault != null) {
      return fault;
    }
    int[] integers = array.toIntArray();
    float[] values = new float[width];
    for (int i = 0; i < width; i++) {
      values[i] = integers[i];
    }
    return packed(values);
  }

  /** Called by Spark, with arrays of floats in arrays. */
  public static InternalRow ofRows(ArrayData array, int width, int depth) {
    Flattening flattening = new Flattening(width, depth);
    String fault = flattening.take(array, 0);
    if (fault == null && flattening.count() != width) {
      fault = wrongLength(width, flattening.count());
    }
    return fault != null ? fault(fault) : packed(flattening.values());
  }

  /** Called by Spark, with the struct that MLlib keeps a vector as. */
  public static InternalRow ofVector(Object vector, int width) {
    InternalRow struct = (InternalRow) vector;
    ArrayData elements = struct.getArray(ELEMENTS);
    boolean isSparse = struct.getByte(0) == SPARSE;
    int size = isSparse ? struct.getInt(SIZE) : elements.numElements();
    if (size != width) {
      return fault(wrongLength(width, size));
    }
    if (!isSparse) {
      return packed(elements.toDoubleArray());
    }
    float[] values = new float[width];
    int[] indices = struct.getArray(INDICES).toIntArray();
    double[] nonzero = elements.toDoubleArray();
    for (int i = 0; i < indices.length; i++) {
      values[indices[i]] = (float) nonzero[i];
    }
    return packed(values);
  }

  private static InternalRow fault(ArrayData array, int width) {
    if (array.numElements() != width) {
      return fault(wrongLength(width, array.numElements()));
    }
    for (int i = 0; i < width; i++) {
      if (array.isNullAt(i)) {
        return fault(noNumber(i));
      }
    }
    return null;
  }

  static String noNumber(int value) {
    return "expected a number, found none as value " + value;
  }

  private static String wrongLength(int width, int found) {
    return "expected %d values, found %d".formatted(width, found);
  }

  private static InternalRow packed(double[] doubles) {
    float[] values = new float[doubles.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) doubles[i];
    }
    return packed(values);
  }

  private static InternalRow packed(float[] values) {
    return new GenericInternalRow(new Object[] {UnsafeArrayData.fromPrimitiveArray(values), null});
  }

  private static InternalRow fault(String text) {
    return new GenericInternalRow(new Object[] {null, UTF8String.fromString(text)});
  }
}
