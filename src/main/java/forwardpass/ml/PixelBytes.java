package forwardpass.ml;

import forwardpass.source.ImageBatch;
import forwardpass.source.RawColumn;
import forwardpass.source.Refusal;
import forwardpass.source.features.ByteFeatures;
import forwardpass.source.features.FeaturesReader;
import forwardpass.source.features.ImageBytes;
import java.util.Arrays;
import java.util.Optional;
import org.apache.spark.sql.catalyst.InternalRow;

/** A column of pixels of unsigned bytes, which are told from the files of images. */
final class PixelBytes implements FeaturesReader {
  private static final long serialVersionUID = 1;

  /** More than any kind of file is told by. */
  private static final int HEAD = 16;

  private final ByteFeatures pixels;
  private final int width;

  PixelBytes(int width) {
    this.width = width;
    this.pixels = new ByteFeatures(width);
  }

  /** Pixels may begin as some kinds of files do, and are then as many as they have to be. */
  @Override
  public Optional<Refusal> copy(InternalRow row, int column, ImageBatch to) {
    Optional<Refusal> refusal = pixels.copy(row, column, to);
    if (refusal.isEmpty() || row.isNullAt(column)) {
      return refusal;
    }
    RawColumn raw = new RawColumn();
    raw.point(row, column);
    byte[] head =
        Arrays.copyOfRange(raw.array(), raw.start(), raw.start() + Math.min(HEAD, raw.length()));
    return ImageBytes.areEncoded(head, width)
        ? Refusal.unsupported(
            "expected %d bytes, each a pixel, found the file of an image".formatted(width),
            "name its column with setImageCol")
        : refusal;
  }

  @Override
  public boolean areBytes() {
    return true;
  }
}
