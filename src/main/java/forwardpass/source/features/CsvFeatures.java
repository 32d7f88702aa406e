package forwardpass.source.features;

import forwardpass.source.ImageBatch;
import forwardpass.source.Refusal;
import forwardpass.source.text.CsvLayout;
import forwardpass.text.CsvFields;
import java.util.Optional;
import org.apache.spark.sql.catalyst.InternalRow;

/** A column of lines of CSV. */
public final class CsvFeatures implements FeaturesReader {
  private static final long serialVersionUID = 1;

  private final CsvLayout layout;
  private final int[] pixels;
  private transient CsvFields fields;

  public CsvFeatures(CsvLayout layout) {
    this.layout = layout;
    this.pixels = layout.pixels().stream().mapToInt(Integer::intValue).toArray();
  }

  @Override
  public Optional<Refusal> copy(InternalRow row, int column, ImageBatch to) {
    if (fields == null) {
      fields = new CsvFields(layout.separator());
    }
    fields.read(row.getUTF8String(column).toString());
    float[] values = to.roomForValues();
    int at = to.end();
    for (int i = 0; i < pixels.length; i++) {
      try {
        values[at + i] = fields.number(pixels[i]);
      } catch (NumberFormatException e) {
        String found = fields.text(pixels[i]);
        return Refusal.corrupt(
            "expected a number as %s, found %s"
                .formatted(
                    Refusal.shown(layout.names().get(pixels[i])),
                    found.isBlank() ? "nothing" : Refusal.shown(found)));
      }
    }
    return Optional.empty();
  }

  @Override
  public boolean areBytes() {
    return false;
  }
}
