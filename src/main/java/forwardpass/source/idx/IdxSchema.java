package forwardpass.source.idx;

import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The columns of {@code format("idx")}.
 *
 * <p>Of each image: {@code file, index, label, image, features}. The index counts within its file
 * from 0; the label is null where there are none. Pixels that are unsigned bytes are in {@code
 * image}, row by row, and numbers of any other type in {@code features}; the other one is null.
 *
 * <p>Of each batch: {@code file, index, count, images, features, labels}, packed one after the
 * other, and labels as the file has them.
 */
final class IdxSchema {
  static final StructType PER_IMAGE =
      new StructType()
          .add("file", DataTypes.StringType, false)
          .add("index", DataTypes.LongType, false)
          .add("label", DataTypes.IntegerType, true)
          .add("image", DataTypes.BinaryType, true)
          .add("features", DataTypes.createArrayType(DataTypes.FloatType, false), true);

  static final StructType PER_BATCH =
      new StructType()
          .add("file", DataTypes.StringType, false)
          .add("index", DataTypes.LongType, false)
          .add("count", DataTypes.IntegerType, false)
          .add("images", DataTypes.BinaryType, true)
          .add("features", DataTypes.createArrayType(DataTypes.FloatType, false), true)
          .add("labels", DataTypes.createArrayType(DataTypes.IntegerType, false), true);

  static final int FILE = PER_BATCH.fieldIndex("file");
  static final int INDEX = PER_BATCH.fieldIndex("index");
  static final int COUNT = PER_BATCH.fieldIndex("count");
  static final int IMAGES = PER_BATCH.fieldIndex("images");
  static final int FEATURES = PER_BATCH.fieldIndex("features");
  static final int LABELS = PER_BATCH.fieldIndex("labels");

  private IdxSchema() {}

  static StructType of(IdxOptions options) {
    return options.batchSize().isPresent() ? PER_BATCH : PER_IMAGE;
  }
}
