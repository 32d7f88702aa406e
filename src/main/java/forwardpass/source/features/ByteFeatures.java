package forwardpass.source.features;

import forwardpass.source.ImageBatch;
import forwardpass.source.RawColumn;
import forwardpass.source.Refusal;
import java.util.Optional;
import org.apache.spark.sql.catalyst.InternalRow;

/** A column of pixels of unsigned bytes. */
public final class ByteFeatures implements FeaturesReader {
  private static final long serialVersionUID = 1;

  private final int width;
  private final RawColumn pixels = new RawColumn();

  public ByteFeatures(int width) {
    this.width = width;
  }

  @Override
  public Optional<Refusal> copy(InternalRow row, int column, ImageBatch to) {
    if (row.isNullAt(column)) {
      return FeaturesReader.missing();
    }
    pixels.point(row, column);
    if (pixels.length() != width) {
      return FeaturesReader.wrongLength(width, pixels.length());
    }
    System.arraycopy(pixels.array(), pixels.start(), to.roomForBytes(), to.end(), width);
    return Optional.empty();
  }

  @Override
  public boolean areBytes() {
    return true;
  }
}
