package forwardpass.source.table;

import static org.apache.spark.sql.functions.col;

import forwardpass.error.InputException;
import forwardpass.source.features.CsvFeatures;
import forwardpass.source.text.CsvLayout;
import forwardpass.source.text.TextHead;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * CSV with a column for each pixel.
 *
 * @param reader says what to look for
 * @param lines of text, of whole files
 * @param path in messages
 */
record CsvTable(TableReader reader, Dataset<Row> lines, String path) {
  /** As many records are looked at to tell whether they are scaled. */
  private static final int LOOKED_AT = 1000;

  /**
   * Opens it, by the first line of the first file that has any.
   *
   * @throws InputException where there is none, or its columns are not for the network
   */
  ImageTable open() throws IOException {
    try (TextHead head =
        TextHead.of(lines)
            .orElseThrow(
                () ->
                    new InputException(
                        "Cannot read %s: expected CSV, found no line that is not blank; check the path"
                            .formatted(path)))) {
      String first = head.next();
      CsvLayout layout =
          new CsvLayoutFinder(reader.width(), reader.labels(), head.named(path)).of(first);
      boolean isBeyondOne = layout.header().isEmpty() && layout.isBeyondOne(first);
      for (int i = 0; i < LOOKED_AT && !isBeyondOne; i++) {
        String line = head.next();
        if (line == null) {
          break;
        }
        isBeyondOne = layout.isBeyondOne(line);
      }
      return table(layout, isBeyondOne);
    }
  }

  private ImageTable table(CsvLayout layout, boolean isBeyondOne) {
    List<String> used = new ArrayList<>(layout.pixels().stream().map(layout.names()::get).toList());
    if (layout.label() >= 0) {
      used.add(layout.names().get(layout.label()));
    }
    StructType schema = new StructType();
    List<Integer> own = new ArrayList<>();
    for (int i = 0; i < layout.names().size(); i++) {
      String name = layout.names().get(i);
      schema = schema.add(name, DataTypes.StringType);
      if (!used.contains(name)) {
        own.add(i);
      }
    }
    StructType ownSchema = OwnColumns.of(schema, used).schema();
    float scale = reader.scale().ofText(isBeyondOne);
    Dataset<Row> rows =
        lines
            .select(col(TextHead.LINE), col("_metadata.file_path"))
            .mapPartitions(
                new CsvRows(layout, own),
                Encoders.row(TableColumn.schema(ownSchema, DataTypes.StringType)));
    return new ImageTable(
        rows,
        ownSchema,
        new CsvFeatures(layout),
        scale,
        true,
        layout.described() + reader.scale().described(isBeyondOne),
        layout.labels(),
        layout.label() >= 0);
  }
}
