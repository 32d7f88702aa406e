package forwardpass.ml;

import forwardpass.source.features.HuggingFaceFeatures;
import forwardpass.source.features.ImageStruct;
import java.util.List;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructType;

/** The parameters of a stage that name columns, and what these have to be. */
abstract class ColumnParams extends Transformer {
  private static final long serialVersionUID = 1;
  private static final int DEFAULT_BATCH_SIZE = 100;

  private final String uid;
  private final Param<String> featuresCol;
  private final Param<String> imageCol;
  private final Param<String> rawPredictionCol;
  private final Param<String> probabilityCol;
  private final Param<String> predictionCol;
  private final IntParam batchSize;

  ColumnParams(String uid) {
    this.uid = uid;
    // Not where they are declared: parameters ask for the uid.
    featuresCol =
        new Param<>(this, "featuresCol", "column of vectors, arrays of numbers, bytes or images");
    imageCol = new Param<>(this, "imageCol", "column of images, encoded or in structs");
    rawPredictionCol =
        new Param<>(this, "rawPredictionCol", "column for the last layer before its activation");
    probabilityCol = new Param<>(this, "probabilityCol", "column for what the network gives");
    predictionCol = new Param<>(this, "predictionCol", "column for the predicted class");
    batchSize = new IntParam(this, "batchSize", "rows per matrix product", ParamValidators.gtEq(1));
    setDefault(featuresCol, "features");
    setDefault(rawPredictionCol, "rawPrediction");
    setDefault(probabilityCol, "probability");
    setDefault(predictionCol, "prediction");
    setDefault(batchSize, DEFAULT_BATCH_SIZE);
  }

  @Override
  public String uid() {
    return uid;
  }

  public Param<String> featuresCol() {
    return featuresCol;
  }

  public Param<String> imageCol() {
    return imageCol;
  }

  public Param<String> rawPredictionCol() {
    return rawPredictionCol;
  }

  public Param<String> probabilityCol() {
    return probabilityCol;
  }

  public Param<String> predictionCol() {
    return predictionCol;
  }

  public IntParam batchSize() {
    return batchSize;
  }

  /** Whether a column that may be left out is there. */
  final boolean isWanted(Param<String> column) {
    return !getOrDefault(column).isEmpty();
  }

  /** Whether the column that is read has images, and bytes in it are the files of these. */
  final boolean isOfImages() {
    return isDefined(imageCol) && isWanted(imageCol);
  }

  /** The name of the column that is read. */
  final String input() {
    return getOrDefault(isOfImages() ? imageCol : featuresCol);
  }

  /** The place of the column that is read. */
  final int input(StructType schema) {
    if (isOfImages() && isSet(featuresCol)) {
      throw new IllegalArgumentException(
          "featuresCol is %s, and imageCol is %s; set one of them, as the network reads one column"
              .formatted(getOrDefault(featuresCol), getOrDefault(imageCol)));
    }
    int at = List.of(schema.fieldNames()).indexOf(input());
    if (at < 0) {
      throw new IllegalArgumentException(
          "Column %s does not exist; the columns are %s"
              .formatted(input(), String.join(", ", schema.fieldNames())));
    }
    DataType type = schema.fields()[at].dataType();
    boolean areStructs = HuggingFaceFeatures.areOf(type) || ImageStruct.is(type);
    if (!areStructs && !type.equals(DataTypes.BinaryType) && (isOfImages() || !isOfNumbers(type))) {
      throw new IllegalArgumentException(
          "Column %s must be of %s, but is of %s"
              .formatted(
                  input(),
                  isOfImages()
                      ? "image files (bytes), or structs of images"
                      : "vectors, arrays of numbers, or bytes",
                  type.simpleString()));
    }
    return at;
  }

  private static boolean isOfNumbers(DataType type) {
    return type.equals(SQLDataTypes.VectorType())
        || (type instanceof ArrayType array && array.elementType() instanceof NumericType);
  }

  /**
   * @throws IllegalArgumentException where a column to add is there already, or where the features
   *     are not there or of another type, as MLlib's stages have it
   */
  @Override
  public StructType transformSchema(StructType schema) {
    input(schema);
    StructType transformed = schema;
    transformed = with(transformed, rawPredictionCol, SQLDataTypes.VectorType());
    transformed = with(transformed, probabilityCol, SQLDataTypes.VectorType());
    return with(transformed, predictionCol, DataTypes.DoubleType);
  }

  private StructType with(StructType schema, Param<String> column, DataType type) {
    if (!isWanted(column)) {
      return schema;
    }
    String name = getOrDefault(column);
    if (List.of(schema.fieldNames()).contains(name)) {
      throw new IllegalArgumentException(
          "Output column %s already exists; set %s to another".formatted(name, column.name()));
    }
    return schema.add(name, type);
  }
}
