package forwardpass.source.features;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Where Spark's struct of an image has what it has; Spark reads image files as such structs.
 *
 * @param count how many fields the struct has
 */
public record ImageStruct(int count, int height, int width, int channels, int mode, int data)
    implements java.io.Serializable {
  private static final List<String> NUMBERS = List.of("height", "width", "nChannels", "mode");

  /** Whether a column is of such structs. */
  public static boolean is(DataType type) {
    return type instanceof StructType struct
        && has(struct, "data", DataTypes.BinaryType)
        && NUMBERS.stream().allMatch(name -> has(struct, name, DataTypes.IntegerType));
  }

  private static boolean has(StructType struct, String name, DataType type) {
    return Arrays.asList(struct.fieldNames()).contains(name)
        && struct.apply(name).dataType().equals(type);
  }

  public static ImageStruct of(StructType struct) {
    return new ImageStruct(
        struct.size(),
        struct.fieldIndex("height"),
        struct.fieldIndex("width"),
        struct.fieldIndex("nChannels"),
        struct.fieldIndex("mode"),
        struct.fieldIndex("data"));
  }
}
