package forwardpass.ml;

import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.UserDefinedType;

/** Spark's type of {@link RawRow}: a struct that it hands out and takes back as it is. */
public final class RawRowType extends UserDefinedType<RawRow> {
  private static final long serialVersionUID = 1;

  private static final StructType UNKNOWN = new StructType();

  private final StructType schema;

  /** For Spark's generated code, which makes one for each row and does not ask for columns. */
  public RawRowType() {
    this(UNKNOWN);
  }

  RawRowType(StructType schema) {
    this.schema = schema;
  }

  @Override
  public DataType sqlType() {
    return schema;
  }

  @Override
  public Class<RawRow> userClass() {
    return RawRow.class;
  }

  @Override
  public Object serialize(RawRow raw) {
    return raw.row();
  }

  @Override
  public RawRow deserialize(Object row) {
    return new RawRow((InternalRow) row);
  }
}
