package forwardpass.source.features;

import forwardpass.source.text.CsvLayout;
import forwardpass.text.CsvFields;
import java.util.Optional;
import org.apache.spark.sql.Row;

/** A column of lines of CSV. */
public final class CsvFeatures implements FeaturesReader {
  private static final long serialVersionUID = 1;

  private final int column;
  private final CsvLayout layout;
  private final int[] pixels;
  private transient CsvFields fields;

  public CsvFeatures(int column, CsvLayout layout) {
    this.column = column;
    this.layout = layout;
    this.pixels = layout.pixels().stream().mapToInt(Integer::intValue).toArray();
  }

  @Override
  public Optional<Refusal> copy(Row row, float[] to, int at, String name) {
    if (fields == null) {
      fields = new CsvFields(layout.separator());
    }
    fields.read(row.getString(column));
    for (int i = 0; i < pixels.length; i++) {
      try {
        to[at + i] = fields.number(pixels[i]);
      } catch (NumberFormatException e) {
        String found = fields.text(pixels[i]);
        return Refusal.corrupt(
            "expected a number as %s, found %s"
                .formatted(
                    FeaturesReader.shown(layout.names().get(pixels[i])),
                    found.isBlank() ? "nothing" : FeaturesReader.shown(found)));
      }
    }
    return FeaturesReader.notFinite(to, at, pixels.length);
  }
}
