package forwardpass.source.features;

import java.util.Optional;
import org.apache.spark.sql.Row;
import scala.collection.Iterator;
import scala.collection.Seq;

/** A column of arrays of numbers. */
public record ArrayFeatures(int column, int width) implements FeaturesReader {
  @Override
  public Optional<Refusal> copy(Row row, float[] to, int at, String name) {
    Seq<Number> values = row.getAs(column);
    if (values == null) {
      return FeaturesReader.missing();
    }
    if (values.size() != width) {
      return FeaturesReader.wrongLength(width, values.size());
    }
    int i = 0;
    for (Iterator<Number> each = values.iterator(); each.hasNext(); i++) {
      Number value = each.next();
      if (value == null) {
        return Refusal.corrupt("expected a number, found none as value " + i);
      }
      to[at + i] = value.floatValue();
    }
    return FeaturesReader.notFinite(to, at, width);
  }
}
