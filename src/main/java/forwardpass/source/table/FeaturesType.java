package forwardpass.source.table;

import forwardpass.error.InputException;
import forwardpass.source.ColumnNames;
import forwardpass.source.Refusal;
import forwardpass.source.features.Base64Features;
import forwardpass.source.features.ByteFeatures;
import forwardpass.source.features.EncodedImageFeatures;
import forwardpass.source.features.FeaturesColumn;
import forwardpass.source.features.FeaturesReader;
import forwardpass.source.features.HuggingFaceFeatures;
import forwardpass.source.features.ImageBytes;
import forwardpass.source.features.ImageStruct;
import forwardpass.source.features.ImageStructFeatures;
import forwardpass.source.features.NumberFeatures;
import forwardpass.source.features.PictureMaking;
import forwardpass.source.features.VectorFeatures;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.DataType;
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
    if (NumberFeatures.areOf(type)) {
      ArrayType array = (ArrayType) type;
      return numbers(
          name,
          new NumberFeatures(reader.width(), array, false),
          isInteger(NumberFeatures.innermost(array)));
    }
    if (VectorFeatures.areOf(type)) {
      return numbers(name, new VectorFeatures(reader.width()), false);
    }
    if (type instanceof BinaryType) {
      return bytes(name, "", first(name).map(first -> areEncoded((byte[]) first)).orElse(false));
    }
    if (type instanceof StringType) {
      return text(name, type);
    }
    if (HuggingFaceFeatures.areOf(type)) {
      PictureMaking making = making();
      return pixels(
          name, HuggingFaceFeatures.of((StructType) type, making), "pixels" + making.described());
    }
    if (ImageStruct.is(type)) {
      PictureMaking making = making();
      return pixels(
          name,
          new ImageStructFeatures(making, ImageStruct.of((StructType) type)),
          "pixels" + making.described());
    }
    throw unsupported(name, type);
  }

  private FeaturesColumn numbers(String name, FeaturesReader features, boolean areIntegers) {
    return new FeaturesColumn(
        ColumnNames.quoted(name),
        features,
        areIntegers ? reader.scale().ofIntegers() : reader.scale().ofFloats(),
        "values",
        List.of(name));
  }

  private boolean areEncoded(byte[] first) {
    return ImageBytes.areEncoded(first, reader.width());
  }

  private FeaturesColumn bytes(String name, String storage, boolean areEncoded) {
    if (areEncoded) {
      PictureMaking making = making();
      return pixels(
          name,
          new EncodedImageFeatures(making),
          "pixels of the encoded images in column " + name + storage + making.described());
    }
    return pixels(name, new ByteFeatures(reader.width()), "raw pixels in column " + name + storage);
  }

  /** Texts whose first is Base64 of an image, or of as many bytes as the network takes. */
  private FeaturesColumn text(String name, DataType type) {
    byte[] first =
        first(name)
            .map(String::valueOf)
            .flatMap(Base64Features::decoded)
            .filter(bytes -> areEncoded(bytes) || bytes.length == reader.width())
            .orElseThrow(() -> unsupported(name, type));
    FeaturesColumn bytes = bytes(name, " (Base64)", areEncoded(first));
    return pixels(name, new Base64Features(bytes.reader()), bytes.what());
  }

  private FeaturesColumn pixels(String name, FeaturesReader features, String what) {
    return new FeaturesColumn(
        ColumnNames.quoted(name), features, reader.scale().ofIntegers(), what, List.of(name));
  }

  private PictureMaking making() {
    return reader.pictures().making(path);
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
                      .map(text -> ", first " + Refusal.shown(String.valueOf(text)))
                      .orElse("")));
    }
    return new InputException(
        "Unsupported: %s: expected column %s to have vectors, arrays of numbers, bytes, or images (a struct with bytes), found %s; give --features-column"
            .formatted(path, name, name(type)));
  }
}
