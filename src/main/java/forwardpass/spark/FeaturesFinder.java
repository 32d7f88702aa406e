package forwardpass.spark;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;

import forwardpass.error.InputException;
import java.util.List;
import java.util.Locale;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructType;

/**
 * Finds in a table what the network takes: a column, or one for each pixel.
 *
 * @param reader says what to look for
 * @param path of the table, in messages
 */
record FeaturesFinder(TableReader reader, StructType schema, String path) {
  private static final List<String> NAMES = List.of("features", "image", "pixels", "content");
  private static final String PIXEL = "(?i)pixel_?[0-9]+|[0-9]+x[0-9]+";

  /** Whether a column is of one pixel of each image, by its name. */
  static boolean isPixel(String name) {
    return name.matches(PIXEL);
  }

  /**
   * @throws InputException where there is no such column, or one of another type
   */
  FeaturesColumn find() {
    List<String> names = List.of(schema.fieldNames());
    if (reader.format().equals("libsvm")) {
      return new FeaturesColumn(
          col(LibsvmTable.LINE),
          at -> new LibsvmFeatures(at, reader.width()),
          reader.byteScale(),
          List.of(LibsvmTable.LINE));
    }
    boolean isWide =
        reader.featuresColumn().isEmpty() && names.stream().anyMatch(FeaturesFinder::isPixel);
    if (isWide || reader.format().equals("csv")) {
      return wide(names.stream().filter(FeaturesFinder::isPixel).toList());
    }
    String name =
        reader
            .featuresColumn()
            .orElseGet(
                () ->
                    NAMES.stream()
                        .filter(names::contains)
                        .findFirst()
                        .orElseThrow(() -> noColumn(String.join(" or ", NAMES))));
    if (!names.contains(name)) {
      throw noColumn(name);
    }
    return ofType(name, schema.apply(name).dataType());
  }

  private FeaturesColumn wide(List<String> pixels) {
    if (pixels.size() != reader.width()) {
      throw new InputException(
          "Unsupported: %s: expected a header with %d columns named pixel0, pixel1 and so on, as many as the network takes, found %d; check the file and the weights"
              .formatted(path, reader.width(), pixels.size()));
    }
    Column[] floats =
        pixels.stream()
            .map(name -> TableReader.quoted(name).cast(DataTypes.FloatType))
            .toArray(Column[]::new);
    return new FeaturesColumn(
        array(floats), at -> new ArrayFeatures(at, reader.width()), reader.byteScale(), pixels);
  }

  private FeaturesColumn ofType(String name, DataType type) {
    int width = reader.width();
    Column column = TableReader.quoted(name);
    List<String> used = List.of(name);
    if (type.equals(SQLDataTypes.VectorType())) {
      return new FeaturesColumn(
          column, at -> new VectorFeatures(at, width), reader.floatScale(), used);
    }
    if (type instanceof ArrayType array && array.elementType() instanceof NumericType) {
      DataType floats = DataTypes.createArrayType(DataTypes.FloatType, array.containsNull());
      return new FeaturesColumn(
          column.cast(floats), at -> new ArrayFeatures(at, width), reader.floatScale(), used);
    }
    boolean isEncoded =
        type instanceof StructType struct
            && List.of(struct.fieldNames()).contains("bytes")
            && struct.apply("bytes").dataType().equals(DataTypes.BinaryType);
    if (isEncoded) {
      return encoded(column.getField("bytes"), used);
    }
    if (type.equals(DataTypes.BinaryType)) {
      return reader.format().equals("image")
          ? encoded(column, used)
          : new FeaturesColumn(column, at -> new ByteFeatures(at, width), reader.byteScale(), used);
    }
    throw new InputException(
        "Unsupported: %s: expected column %s to have vectors, arrays of numbers, bytes, or images (a struct with bytes), found %s; give --features-column"
            .formatted(path, name, type.simpleString().toLowerCase(Locale.ROOT)));
  }

  private FeaturesColumn encoded(Column column, List<String> used) {
    int side = (int) Math.sqrt(reader.width());
    if (side * side != reader.width()) {
      throw new InputException(
          "Unsupported: %s: expected a network that takes a square image, found one that takes %d values; give it IDX files or a table"
              .formatted(path, reader.width()));
    }
    return new FeaturesColumn(
        column, at -> new EncodedImageFeatures(at, side), reader.byteScale(), used);
  }

  private InputException noColumn(String expected) {
    return new InputException(
        "Unsupported: %s: expected a column %s, found %s; give --features-column"
            .formatted(path, expected, String.join(", ", schema.fieldNames())));
  }
}
