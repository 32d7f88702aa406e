package forwardpass.source.features;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The numbers of arrays as Spark's rows have them, which keep bits for what is null. */
class NumbersTest {
  private static ArrayData inRow(DataType type, Object... numbers) {
    StructType schema = new StructType().add("numbers", new ArrayType(type, true));
    InternalRow row = new GenericInternalRow(new Object[] {new GenericArrayData(numbers)});
    return UnsafeProjection.create(schema).apply(row).getArray(0);
  }

  private static Object[] doubles(int count) {
    return IntStream.range(0, count).mapToObj(i -> i + 0.5).toArray();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 63, 64, 65, 128, 130})
  void theFirstThatIsNullIsFoundWhereverItIs(int count) {
    assertEquals(
        OptionalInt.empty(), Numbers.firstMissing(inRow(DataTypes.DoubleType, doubles(count))));
    for (int i = 0; i < count; i++) {
      Object[] numbers = doubles(count);
      numbers[i] = null;
      numbers[count - 1] = null;
      assertEquals(OptionalInt.of(i), Numbers.firstMissing(inRow(DataTypes.DoubleType, numbers)));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 64, 65})
  void doublesAndFloatsAreCopiedWhereTheyBelong(int count) {
    float[] expected = new float[count + 2];
    Object[] floats = new Object[count];
    for (int i = 0; i < count; i++) {
      expected[i + 1] = i + 0.5f;
      floats[i] = i + 0.5f;
    }

    float[] ofDoubles = new float[count + 2];
    Numbers.copy(
        inRow(DataTypes.DoubleType, doubles(count)), DataTypes.DoubleType, true, ofDoubles, 1);
    float[] ofFloats = new float[count + 2];
    Numbers.copy(inRow(DataTypes.FloatType, floats), DataTypes.FloatType, true, ofFloats, 1);

    assertArrayEquals(expected, ofDoubles);
    assertArrayEquals(expected, ofFloats);
  }
}
