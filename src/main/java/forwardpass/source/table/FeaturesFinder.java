package forwardpass.source.table;

import forwardpass.error.InputException;
import forwardpass.source.ColumnNames;
import forwardpass.source.features.FeaturesColumn;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * Finds in a table what the network takes: a column, or one for each pixel.
 *
 * @param reader says what to look for
 * @param path of the table, in messages
 */
record FeaturesFinder(TableReader reader, Dataset<Row> rows, String path) {
  private static final List<String> NAMES =
      List.of("features", "image", "pixels", "img", "content");

  /**
   * @throws InputException where there is no such column, or one of another type
   */
  FeaturesColumn find() {
    StructType schema = rows.schema();
    FeaturesType types = new FeaturesType(reader, rows, path);
    if (reader.featuresColumn().isPresent()) {
      String name = reader.featuresColumn().get();
      return types.of(named(name, schema).orElseThrow(() -> noColumn(name, schema)));
    }
    Optional<String> known =
        NAMES.stream().flatMap(name -> named(name, schema).stream()).findFirst();
    if (known.isPresent()) {
      return types.of(known.get());
    }
    List<String> names = List.of(schema.fieldNames());
    Optional<List<Integer>> pixels = PixelColumns.find(names, reader.width(), path);
    if (pixels.isPresent()) {
      return new WidePixels(reader, rows, path).of(pixels.get().stream().map(names::get).toList());
    }
    throw noColumn(String.join(" or ", NAMES), schema);
  }

  /** The column of that name, or else one whose name differs in capitals only. */
  private static Optional<String> named(String name, StructType schema) {
    return Arrays.asList(schema.fieldNames()).contains(name)
        ? Optional.of(name)
        : Arrays.stream(schema.fieldNames()).filter(name::equalsIgnoreCase).findFirst();
  }

  private InputException noColumn(String expected, StructType schema) {
    return new InputException(
        "Unsupported: %s: expected a column %s, found %s; give --features-column"
            .formatted(path, expected, ColumnNames.of(schema)));
  }
}
