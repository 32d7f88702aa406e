package forwardpass.source;

import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.UserDefinedType;
import org.apache.spark.unsafe.Platform;

/**
 * Spark's type of {@link Pixels}: a struct of one column of bytes, because a struct is what Spark
 * hands out in place, where bytes are copied.
 */
public final class PixelsType extends UserDefinedType<Pixels> {
  private static final long serialVersionUID = 1;

  static final StructType STRUCT = new StructType().add("bytes", DataTypes.BinaryType, false);

  @Override
  public DataType sqlType() {
    return STRUCT;
  }

  @Override
  public Class<Pixels> userClass() {
    return Pixels.class;
  }

  @Override
  public Object serialize(Pixels pixels) {
    return new GenericInternalRow(new Object[] {pixels.copy()});
  }

  @Override
  public Pixels deserialize(Object struct) {
    InternalRow row = (InternalRow) struct;
    if (row instanceof UnsafeRow unsafe && unsafe.getBaseObject() instanceof byte[] buffer) {
      // As UnsafeRow says of values of variable length: in the upper half the place, from the
      // start of the row, and in the lower the length.
      long placeAndLength = unsafe.getLong(0);
      long place = unsafe.getBaseOffset() + (placeAndLength >>> Integer.SIZE);
      return new Pixels(buffer, (int) (place - Platform.BYTE_ARRAY_OFFSET), (int) placeAndLength);
    }
    byte[] copied = row.getBinary(0);
    return new Pixels(copied, 0, copied.length);
  }
}
