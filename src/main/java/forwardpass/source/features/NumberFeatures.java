package forwardpass.source.features;

import forwardpass.source.ImageBatch;
import forwardpass.source.RawColumn;
import forwardpass.source.Refusal;
import java.util.Optional;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;

/** A column of numbers, as {@link PackedNumbers} has packed them. */
public record NumberFeatures(int width) implements FeaturesReader {
  @Override
  public Optional<Refusal> copy(InternalRow row, int column, ImageBatch to) {
    if (row.isNullAt(column)) {
      return FeaturesReader.missing();
    }
    InternalRow packed = row.getStruct(column, PackedNumbers.TYPE.size());
    if (packed.isNullAt(PackedNumbers.VALUES)) {
      return Refusal.corrupt(packed.getUTF8String(PackedNumbers.FAULT).toString());
    }
    ArrayData values = packed.getArray(PackedNumbers.VALUES);
    RawColumn.copy(values, to.roomForValues(), to.end());
    return Optional.empty();
  }

  @Override
  public boolean areBytes() {
    return false;
  }
}
