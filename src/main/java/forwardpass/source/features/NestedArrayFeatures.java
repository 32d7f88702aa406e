package forwardpass.source.features;

import java.util.Optional;
import org.apache.spark.sql.Row;
import scala.collection.Iterator;
import scala.collection.Seq;

/**
 * A column of arrays of arrays of numbers, such as 28 rows of 28, taken one after the other.
 *
 * @param depth how many arrays are inside each other, at least two
 */
public record NestedArrayFeatures(int column, int width, int depth) implements FeaturesReader {
  @Override
  public Optional<Refusal> copy(Row row, float[] to, int at, String name) {
    Seq<?> values = row.getAs(column);
    if (values == null) {
      return FeaturesReader.missing();
    }
    Flattening flattening = new Flattening(to, at);
    flattening.take(values, 0);
    if (flattening.fault != null) {
      return Refusal.corrupt(flattening.fault);
    }
    return flattening.count == width
        ? FeaturesReader.notFinite(to, at, width)
        : FeaturesReader.wrongLength(width, flattening.count);
  }

  private final class Flattening {
    private final float[] to;
    private final int at;
    private final int[] lengths = new int[depth];
    private int count;
    private String fault;

    Flattening(float[] to, int at) {
      this.to = to;
      this.at = at;
      java.util.Arrays.fill(lengths, -1);
    }

    /** Takes the values of an array, until there is a fault. */
    void take(Seq<?> values, int level) {
      if (lengths[level] >= 0 && lengths[level] != values.size()) {
        fault =
            "expected rows of one length, found one of %d after one of %d"
                .formatted(values.size(), lengths[level]);
        return;
      }
      lengths[level] = values.size();
      for (Iterator<?> each = values.iterator(); each.hasNext() && fault == null; ) {
        Object value = each.next();
        if (value instanceof Seq<?> inner) {
          take(inner, level + 1);
        } else if (value instanceof Number number) {
          if (count < width) {
            to[at + count] = number.floatValue();
          }
          count++;
        } else {
          fault = "expected a number, found none as value " + count;
        }
      }
    }
  }
}
