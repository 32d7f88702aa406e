package forwardpass.source.table;

import static org.apache.spark.sql.functions.transform;

import forwardpass.error.InputException;
import forwardpass.source.ColumnNames;
import forwardpass.source.features.ArrayFeatures;
import forwardpass.source.features.ByteFeatures;
import forwardpass.source.features.EncodedImageFeatures;
import forwardpass.source.features.FeaturesColumn;
import forwardpass.source.features.FeaturesReader;
import forwardpass.source.features.HuggingFaceFeatures;
import forwardpass.source.features.ImageBytes;
import forwardpass.source.features.ImageStruct;
import forwardpass.source.features.ImageStructFeatures;
import forwardpass.source.features.NestedArrayFeatures;
import forwardpass.source.features.VectorFeatures;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.IntegralType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;

/** What the network takes of one column, by its type. */
record FeaturesType(TableReader reader, Dataset<Row> rows, String path) {
  static boolean isInteger(DataType type) {
    return type instanceof IntegralType
        || (type instanceof DecimalType decimal && decimal.scale() == 0);
  }

  static boolean isNumber(DataType type) {
    return type instanceof NumericType;
  }

  /** As users know it. */
  static String name(DataType type) {
    return type.simpleString().toLowerCase(Locale.ROOT);
  }

  /**
   * @throws InputException where a network cannot take such values
   */
  FeaturesColumn of(String name) {
    DataType type = rows.schema().apply(name).dataType();
    Column column = ColumnNames.quoted(name);
    if (type.equals(SQLDataTypes.VectorType())) {
      return new FeaturesColumn(
          column,
          at -> new VectorFeatures(at, reader.width()),
          reader.scale().ofFloats(),
          "values",
          List.of(name));
    }
    if (type instanceof ArrayType array && isNumber(element(array))) {
      return array(name, array);
    }
    if (type instanceof BinaryType) {
      return bytes(name);
    }
    if (type instanceof StructType struct && has(struct, "bytes", DataTypes.BinaryType)) {
      int bytes = struct.fieldIndex("bytes");
      int file = Arrays.asList(struct.fieldNames()).indexOf("path");
      int side = side();
      return pixels(
          name, at -> new HuggingFaceFeatures(at, new EncodedImageFeatures(bytes, side), file));
    }
    if (ImageStruct.is(type)) {
      ImageStruct fields = ImageStruct.of((StructType) type);
      int side = side();
      return pixels(name, at -> new ImageStructFeatures(at, side, fields));
    }
    throw unsupported(name, type);
  }

  /** Of arrays in arrays, that of the innermost. */
  private static DataType element(ArrayType array) {
    return array.elementType() instanceof ArrayType inner ? element(inner) : array.elementType();
  }

  private static int depth(ArrayType array) {
    return array.elementType() instanceof ArrayType inner ? 1 + depth(inner) : 1;
  }

  private FeaturesColumn array(String name, ArrayType type) {
    DataType element = element(type);
    int depth = depth(type);
    int width = reader.width();
    return new FeaturesColumn(
        floats(ColumnNames.quoted(name), type),
        at -> depth == 1 ? new ArrayFeatures(at, width) : new NestedArrayFeatures(at, width, depth),
        isInteger(element) ? reader.scale().ofIntegers() : reader.scale().ofFloats(),
        "values",
        List.of(name));
  }

  /** Bytes are pixels, and have no sign, here as in a column of bytes. */
  private static Column floats(Column column, ArrayType type) {
    if (type.elementType() instanceof ArrayType inner) {
      return transform(column, each -> floats(each, inner));
    }
    if (type.elementType() instanceof ByteType) {
      return transform(
          column,
          each -> each.cast(DataTypes.IntegerType).bitwiseAND(0xff).cast(DataTypes.FloatType));
    }
    return column.cast(DataTypes.createArrayType(DataTypes.FloatType, type.containsNull()));
  }

  private FeaturesColumn bytes(String name) {
    if (reader.format().equals("image")) {
      int side = side();
      return pixels(name, at -> new EncodedImageFeatures(at, side));
    }
    Optional<Object> first = first(name);
    if (first.isPresent() && ImageBytes.areEncoded((byte[]) first.get(), reader.width())) {
      int side = side();
      FeaturesColumn encoded = pixels(name, at -> new EncodedImageFeatures(at, side));
      return new FeaturesColumn(
          encoded.column(),
          encoded.reader(),
          encoded.scale(),
          "pixels of the encoded images in column " + name,
          encoded.used());
    }
    return new FeaturesColumn(
        ColumnNames.quoted(name),
        at -> new ByteFeatures(at, reader.width()),
        reader.scale().ofIntegers(),
        "raw pixels in column " + name,
        List.of(name));
  }

  private FeaturesColumn pixels(
      String name, java.util.function.IntFunction<FeaturesReader> features) {
    return new FeaturesColumn(
        ColumnNames.quoted(name), features, reader.scale().ofIntegers(), "pixels", List.of(name));
  }

  private int side() {
    int side = (int) Math.sqrt(reader.width());
    if (side * side != reader.width()) {
      throw new InputException(
          "Unsupported: %s: expected a network that takes a square image, found one that takes %d values; give it IDX files or a table"
              .formatted(path, reader.width()));
    }
    return side;
  }

  /** The first value of a column that is one. */
  private Optional<Object> first(String name) {
    Column column = ColumnNames.quoted(name);
    return rows.select(column).filter(column.isNotNull()).takeAsList(1).stream()
        .findFirst()
        .map(row -> row.get(0));
  }

  private InputException unsupported(String name, DataType type) {
    if (type instanceof StringType) {
      return new InputException(
          "Unsupported: %s: expected column %s to have images or numbers, found text%s; if these are the paths of images, store the images' bytes in the table, or score the directory that they are in"
              .formatted(
                  path,
                  name,
                  first(name)
                      .map(text -> ", first " + FeaturesReader.shown(String.valueOf(text)))
                      .orElse("")));
    }
    return new InputException(
        "Unsupported: %s: expected column %s to have vectors, arrays of numbers, bytes, or images (a struct with bytes), found %s; give --features-column"
            .formatted(path, name, name(type)));
  }

  private static boolean has(StructType struct, String name, DataType type) {
    return Arrays.asList(struct.fieldNames()).contains(name)
        && struct.apply(name).dataType().equals(type);
  }
}
