package forwardpass.spark;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.regexp_extract;

import forwardpass.error.InputException;
import forwardpass.error.UsageException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Opens what Spark can read as a {@link Table}: directories of image files, CSV with a column for
 * each pixel, LIBSVM, and any format of tables that have a column of images, arrays, vectors or
 * bytes.
 *
 * @param format {@code image}, {@code csv}, {@code libsvm}, or any that Spark knows
 * @param width how many values the network takes
 * @param featuresColumn the column that has them; none to look for one
 * @param labelColumn the column of labels; none for {@code label}, where there is one
 * @param byteScale what pixels of bytes, image files, CSV and LIBSVM are multiplied by
 * @param floatScale what other numbers are multiplied by
 * @param partitions at least how many partitions; none to let Spark choose
 */
public record TableReader(
    String format,
    int width,
    Optional<String> featuresColumn,
    Optional<String> labelColumn,
    float byteScale,
    float floatScale,
    OptionalInt partitions) {
  private static final List<String> FEATURES = List.of("features", "image", "pixels", "content");
  private static final String PIXEL = "(?i)pixel_?[0-9]+|[0-9]+x[0-9]+";
  private static final String CORRUPT = "_corrupt_record";

  /** More bytes than any file has: what may not be cut is not. */
  private static final String NO_CUTS = "1125899906842624b";

  /**
   * Opens a file, directory or glob.
   *
   * @throws InputException where there is nothing to read, or no column to score
   * @throws UsageException where Spark knows no such format
   */
  public Table open(SparkSession spark, String path) {
    try {
      return table(load(session(spark), path), path);
    } catch (Exception e) {
      throw ReadFailure.translated(e, path);
    }
  }

  /** A session of its own, in which files whose rows are counted in order are read whole. */
  private SparkSession session(SparkSession spark) {
    SparkSession session = spark.newSession();
    if (!isSplittable()) {
      session.conf().set("spark.sql.files.maxPartitionBytes", NO_CUTS);
      session.conf().set("spark.sql.files.openCostInBytes", NO_CUTS);
    } else {
      partitions.ifPresent(
          count -> session.conf().set("spark.sql.files.minPartitionNum", String.valueOf(count)));
    }
    return session;
  }

  private boolean isSplittable() {
    return format.equals("parquet") || format.equals("image");
  }

  private Dataset<Row> load(SparkSession session, String path) {
    DataFrameReader reader = session.read();
    return switch (format) {
      case "image" -> reader.format("binaryFile").option("recursiveFileLookup", "true").load(path);
      case "csv" -> reader.schema(csvSchema(session, path)).option("header", "true").csv(path);
      case "libsvm" ->
          reader.format("libsvm").option("numFeatures", String.valueOf(width)).load(path);
      default -> reader.format(format).load(path);
    };
  }

  private StructType csvSchema(SparkSession session, String path) {
    StructType schema = new StructType();
    for (String name : session.read().option("header", "true").csv(path).columns()) {
      schema = schema.add(name, name.matches(PIXEL) ? DataTypes.FloatType : DataTypes.StringType);
    }
    return schema.add(CORRUPT, DataTypes.StringType);
  }

  private Table table(Dataset<Row> rows, String path) {
    StructType schema = rows.schema();
    List<String> used = new ArrayList<>();
    Source source = source(schema, path, used);
    Optional<StructField> label = label(schema);
    label.ifPresent(field -> used.add(field.name()));
    if (format.equals("image")) {
      used.addAll(List.of("path", "modificationTime", "length", "content"));
    }
    used.add(CORRUPT);
    StructType own = new StructType();
    List<Column> columns = new ArrayList<>();
    for (StructField field : schema.fields()) {
      if (!used.contains(field.name())) {
        own = own.add(ownName(field.name()), field.dataType());
        columns.add(quoted(field.name()));
      }
    }
    columns.addAll(fixed(rows, label, source, path));
    return new Table(
        rows.select(columns.toArray(Column[]::new)),
        own,
        source.features(Table.Column.FEATURES.at(own.size()), width),
        source.scale,
        !isSplittable() && hasMetadata(rows));
  }

  private List<Column> fixed(
      Dataset<Row> rows, Optional<StructField> label, Source source, String path) {
    boolean isFile = hasMetadata(rows);
    Column file = isFile ? col("_metadata.file_path") : lit(path);
    Column index =
        switch (format) {
          case "parquet" -> col("_metadata.row_index");
          case "image" -> lit(0L);
          default -> lit(null).cast(DataTypes.LongType);
        };
    Column text = lit(null).cast(DataTypes.StringType);
    if (format.equals("image")) {
      Column directory = regexp_extract(col("path"), "([^/]*)/[^/]*$", 1);
      text = org.apache.spark.sql.functions.when(directory.rlike("^[0-9]{1,9}$"), directory);
    } else if (label.isPresent()) {
      text = quoted(label.get().name()).cast(DataTypes.StringType);
    }
    boolean hasCorrupt = Arrays.asList(rows.columns()).contains(CORRUPT);
    Column corrupt =
        hasCorrupt
            ? org.apache.spark.sql.functions.when(
                col(CORRUPT).isNotNull(),
                lit("expected as many values as the header names, all of them numbers"))
            : lit(null).cast(DataTypes.StringType);
    return List.of(
        file.as(Table.Column.FILE.columnName()),
        index.as(Table.Column.INDEX.columnName()),
        text.try_cast(DataTypes.DoubleType).as(Table.Column.LABEL.columnName()),
        text.as(Table.Column.LABEL_TEXT.columnName()),
        corrupt.as(Table.Column.CORRUPT.columnName()),
        source.column.as(Table.Column.FEATURES.columnName()));
  }

  private static boolean hasMetadata(Dataset<Row> rows) {
    try {
      rows.select(col("_metadata.file_path"));
      return true;
    } catch (Exception e) {
      if (e instanceof AnalysisException) {
        return false;
      }
      throw e;
    }
  }

  private Optional<StructField> label(StructType schema) {
    String name = labelColumn.orElse("label");
    for (StructField field : schema.fields()) {
      if (field.name().equals(name)) {
        return Optional.of(field);
      }
    }
    if (labelColumn.isPresent()) {
      throw new InputException(
          "Cannot read labels: expected a column %s, found %s; give --label-column"
              .formatted(name, String.join(", ", schema.fieldNames())));
    }
    return Optional.empty();
  }

  /** What the network takes: an expression over the table, and how its values are read. */
  private record Source(Column column, Kind kind, float scale) {
    Features features(int at, int width) {
      return switch (kind) {
        case VECTOR -> new VectorFeatures(at, width);
        case ARRAY -> new ArrayFeatures(at, width);
        case BYTES -> new ByteFeatures(at, width);
        case ENCODED -> new EncodedImageFeatures(at, (int) Math.sqrt(width));
      };
    }
  }

  private enum Kind {
    VECTOR,
    ARRAY,
    BYTES,
    ENCODED
  }

  private Source source(StructType schema, String path, List<String> used) {
    if (format.equals("csv") || (featuresColumn.isEmpty() && isWide(schema))) {
      return wide(schema, path, used);
    }
    String name =
        featuresColumn.orElseGet(
            () ->
                FEATURES.stream()
                    .filter(List.of(schema.fieldNames())::contains)
                    .findFirst()
                    .orElseThrow(() -> noColumn(path, String.join(" or ", FEATURES), schema)));
    if (!List.of(schema.fieldNames()).contains(name)) {
      throw noColumn(path, name, schema);
    }
    used.add(name);
    return source(name, schema.apply(name).dataType(), path);
  }

  private static boolean isWide(StructType schema) {
    return Arrays.stream(schema.fieldNames()).anyMatch(name -> name.matches(PIXEL));
  }

  private Source wide(StructType schema, String path, List<String> used) {
    List<Column> pixels = new ArrayList<>();
    for (String name : schema.fieldNames()) {
      if (name.matches(PIXEL)) {
        pixels.add(quoted(name).cast(DataTypes.FloatType));
        used.add(name);
      }
    }
    if (pixels.size() != width) {
      throw new InputException(
          "Unsupported: %s: expected a header with %d columns named pixel0, pixel1 and so on, as many as the network takes, found %d; check the file and the weights"
              .formatted(path, width, pixels.size()));
    }
    return new Source(array(pixels.toArray(Column[]::new)), Kind.ARRAY, byteScale);
  }

  private Source source(String name, DataType type, String path) {
    if (type.equals(SQLDataTypes.VectorType())) {
      return new Source(
          quoted(name), Kind.VECTOR, format.equals("libsvm") ? byteScale : floatScale);
    }
    if (type instanceof ArrayType array && array.elementType() instanceof NumericType) {
      DataType floats = DataTypes.createArrayType(DataTypes.FloatType, array.containsNull());
      return new Source(quoted(name).cast(floats), Kind.ARRAY, floatScale);
    }
    boolean isEncoded =
        type instanceof StructType struct
            && List.of(struct.fieldNames()).contains("bytes")
            && struct.apply("bytes").dataType().equals(DataTypes.BinaryType);
    if (isEncoded) {
      requireSquare(path);
      return new Source(quoted(name).getField("bytes"), Kind.ENCODED, byteScale);
    }
    if (type.equals(DataTypes.BinaryType) && format.equals("image")) {
      requireSquare(path);
      return new Source(quoted(name), Kind.ENCODED, byteScale);
    }
    if (type.equals(DataTypes.BinaryType)) {
      return new Source(quoted(name), Kind.BYTES, byteScale);
    }
    throw new InputException(
        "Unsupported: %s: expected column %s to have vectors, arrays of numbers, bytes, or images (a struct with bytes), found %s; give --features-column"
            .formatted(path, name, type.simpleString().toLowerCase(Locale.ROOT)));
  }

  private void requireSquare(String path) {
    int side = (int) Math.sqrt(width);
    if (side * side != width) {
      throw new InputException(
          "Unsupported: %s: expected a network that takes a square image, found one that takes %d values; give it IDX files or a table"
              .formatted(path, width));
    }
  }

  private static InputException noColumn(String path, String expected, StructType schema) {
    return new InputException(
        "Unsupported: %s: expected a column %s, found %s; give --features-column"
            .formatted(path, expected, String.join(", ", schema.fieldNames())));
  }

  /** A column of the rows' own that would be taken for one of ours gets another name. */
  private static String ownName(String name) {
    List<String> ours =
        List.of("file", "index", "label", "prediction", "probability", "probabilities");
    return ours.contains(name) ? "input_" + name : name;
  }

  private static Column quoted(String name) {
    return col("`" + name.replace("`", "``") + "`");
  }
}
