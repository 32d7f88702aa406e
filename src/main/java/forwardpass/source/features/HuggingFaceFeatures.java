package forwardpass.source.features;

import java.util.Optional;
import org.apache.spark.sql.Row;

/**
 * A column of structs that have an encoded image, as Hugging Face stores them.
 *
 * @param image reads it from the struct
 * @param path the field that has the name of the image's file; negative where there is none
 */
public record HuggingFaceFeatures(int column, EncodedImageFeatures image, int path)
    implements FeaturesReader {
  @Override
  public Optional<Refusal> copy(Row row, float[] to, int at, String name) {
    Row struct = row.getAs(column);
    if (struct == null) {
      return FeaturesReader.missing();
    }
    if (struct.isNullAt(image.column()) && path >= 0 && struct.get(path) != null) {
      return Refusal.unsupported(
          "expected the bytes of an image, found only the path "
              + FeaturesReader.shown(String.valueOf(struct.get(path))),
          "store the bytes in the table, or score the directory of those files");
    }
    return image.copy(struct, to, at, name);
  }

  @Override
  public boolean areBytes() {
    return true;
  }
}
