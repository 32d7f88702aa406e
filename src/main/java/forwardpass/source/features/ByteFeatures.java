package forwardpass.source.features;

import java.util.Optional;
import org.apache.spark.sql.Row;

/** A column of pixels of unsigned bytes. */
public record ByteFeatures(int column, int width) implements FeaturesReader {
  @Override
  public Optional<Refusal> copy(Row row, float[] to, int at, String name) {
    byte[] pixels = row.getAs(column);
    if (pixels == null) {
      return FeaturesReader.missing();
    }
    if (pixels.length != width) {
      return FeaturesReader.wrongLength(width, pixels.length);
    }
    for (int i = 0; i < width; i++) {
      to[at + i] = pixels[i] & 0xff;
    }
    return Optional.empty();
  }

  @Override
  public boolean areBytes() {
    return true;
  }
}
