package forwardpass.source.table;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_max;
import static org.apache.spark.sql.functions.max;

import forwardpass.error.InputException;
import forwardpass.error.UsageException;
import forwardpass.source.ColumnNames;
import forwardpass.source.features.FeaturesColumn;
import forwardpass.source.features.NumberFeatures;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StringType;

/** A table with a column for each pixel. */
record WidePixels(TableReader reader, Dataset<Row> rows, String path) {
  /** As many records of text are looked at to tell whether they are scaled. */
  static final int LOOKED_AT = 1000;

  FeaturesColumn of(List<String> pixels) {
    Column[] floats =
        pixels.stream()
            .map(name -> ColumnNames.quoted(name).try_cast(DataTypes.FloatType))
            .toArray(Column[]::new);
    return new FeaturesColumn(
        array(floats),
        new NumberFeatures(reader.width(), DataTypes.createArrayType(DataTypes.FloatType), false),
        scale(pixels, array(floats)),
        "values",
        pixels);
  }

  private float scale(List<String> pixels, Column floats) {
    int integers = 0;
    int texts = 0;
    for (String pixel : pixels) {
      DataType type = rows.schema().apply(pixel).dataType();
      if (FeaturesType.isInteger(type)) {
        integers++;
      } else if (type instanceof StringType) {
        texts++;
      } else if (!FeaturesType.isNumber(type)) {
        throw new InputException(
            "Unsupported: %s: expected column %s to have numbers, found %s; give --features-column"
                .formatted(path, pixel, FeaturesType.name(type)));
      }
    }
    if (texts == pixels.size()) {
      return reader.scale().ofText(isBeyondOne(floats));
    }
    boolean isOfOneKind = texts == 0 && (integers == 0 || integers == pixels.size());
    if (!isOfOneKind && reader.scale().normalize().isEmpty()) {
      throw new UsageException(
          "%s has columns of integers (%d), which are divided by 255, and others (%d), which are not: give --normalize to divide all by 255, or --no-normalize"
              .formatted(path, integers, pixels.size() - integers));
    }
    return integers > 0 ? reader.scale().ofIntegers() : reader.scale().ofFloats();
  }

  private boolean isBeyondOne(Column floats) {
    Row most = rows.limit(LOOKED_AT).select(max(array_max(floats))).head();
    return !most.isNullAt(0) && most.getFloat(0) > 1;
  }
}
