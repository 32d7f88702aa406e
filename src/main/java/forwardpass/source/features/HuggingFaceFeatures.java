package forwardpass.source.features;

import forwardpass.source.ImageBatch;
import forwardpass.source.Refusal;
import java.util.Arrays;
import java.util.Optional;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;

/**
 * A column of structs that have an encoded image, as Hugging Face stores them.
 *
 * @param image reads it from the struct
 * @param fields how many the struct has
 * @param bytes the field that has the image
 * @param path the field that has the name of the image's file; negative where there is none
 */
public record HuggingFaceFeatures(EncodedImageFeatures image, int fields, int bytes, int path)
    implements FeaturesReader {
  private static final String BYTES = "bytes";

  /** Whether values of a type are such structs. */
  public static boolean areOf(DataType type) {
    return type instanceof StructType struct
        && Arrays.asList(struct.fieldNames()).contains(BYTES)
        && struct.apply(BYTES).dataType().equals(DataTypes.BinaryType);
  }

  /** Reads such structs, and makes pictures of them. */
  public static HuggingFaceFeatures of(StructType struct, PictureMaking making) {
    int field = Arrays.asList(struct.fieldNames()).indexOf("path");
    boolean isText = field >= 0 && struct.fields()[field].dataType() instanceof StringType;
    return new HuggingFaceFeatures(
        new EncodedImageFeatures(making),
        struct.size(),
        struct.fieldIndex(BYTES),
        isText ? field : -1);
  }

  @Override
  public Optional<Refusal> copy(InternalRow row, int column, ImageBatch to) {
    if (row.isNullAt(column)) {
      return FeaturesReader.missing();
    }
    InternalRow struct = row.getStruct(column, fields);
    if (struct.isNullAt(bytes) && path >= 0 && !struct.isNullAt(path)) {
      return Refusal.unsupported(
          "expected the bytes of an image, found only the path "
              + Refusal.shown(struct.getUTF8String(path).toString()),
          "store the bytes in the table, or score the directory of those files");
    }
    return image.copy(struct, bytes, to);
  }

  @Override
  public boolean arePictures() {
    return true;
  }

  @Override
  public boolean areBytes() {
    return true;
  }
}
