package forwardpass.source.idx;

import java.util.function.Supplier;
import org.apache.spark.sql.catalyst.InternalRow;
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

  IdxBatchRow(IdxChunk chunk) {
    this.chunk = chunk;
  }

  @Override
  public InternalRow get() {
    row.update(IdxSchema.FILE, chunk.file());
    row.setLong(IdxSchema.INDEX, chunk.index());
    row.setInt(IdxSchema.COUNT, chunk.count());
    if (chunk.isBytes()) {
      row.update(IdxSchema.IMAGES, chunk.bytes(0, chunk.count()));
      row.setNullAt(IdxSchema.FEATURES);
    } else {
      row.setNullAt(IdxSchema.IMAGES);
      row.update(
          IdxSchema.FEATURES, UnsafeArrayData.fromPrimitiveArray(chunk.features(0, chunk.count())));
    }
    if (chunk.isLabelled()) {
      row.update(IdxSchema.LABELS, UnsafeArrayData.fromPrimitiveArray(chunk.labels()));
    } else {
      row.setNullAt(IdxSchema.LABELS);
    }
    return row;
  }
}
