package forwardpass.source.idx;

import java.util.function.Supplier;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.SpecificInternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeArrayData;

/**
 * The images of an {@link IdxChunk} as one row of Spark's, in the layout of {@link
 * IdxSchema#PER_BATCH}. Arrays are as Spark's own rows have them: it copies those whole, and others
 * element by element.
 */
final class IdxBatchRow implements Supplier<InternalRow> {
  private final IdxChunk chunk;
  private final SpecificInternalRow row = new SpecificInternalRow(IdxSchema.PER_BATCH);
  private final GenericInternalRow pixels = new GenericInternalRow(1);

  IdxBatchRow(IdxChunk chunk) {
    this.chunk = chunk;
  }

  @Override
  public InternalRow get() {
    row.update(0, chunk.file());
    row.setLong(1, chunk.index());
    row.setInt(2, chunk.count());
    if (chunk.isBytes()) {
      pixels.update(0, chunk.bytes(0, chunk.count()));
      row.update(3, pixels);
      row.setNullAt(4);
    } else {
      row.setNullAt(3);
      row.update(4, UnsafeArrayData.fromPrimitiveArray(chunk.features(0, chunk.count())));
    }
    if (chunk.isLabelled()) {
      row.update(5, UnsafeArrayData.fromPrimitiveArray(chunk.labels()));
    } else {
      row.setNullAt(5);
    }
    return row;
  }
}
