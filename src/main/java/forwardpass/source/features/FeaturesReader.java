package forwardpass.source.features;

import java.io.Serializable;
import java.util.Optional;
import org.apache.spark.sql.Row;

/** Reads what a network takes from a row of a table. */
public interface FeaturesReader extends Serializable {
  int MOST_SHOWN = 40;

  /**
   * Copies the values of one row.
   *
   * @param to overwritten from {@code at}, for as many values as the network takes
   * @param name what to call the row in messages
   * @return why the row has no such values; empty where it has
   */
  Optional<Refusal> copy(Row row, float[] to, int at, String name);

  /** Whether white is 255, divided or not. */
  default boolean areBytes() {
    return false;
  }

  /** The reason where there are more or fewer values than the network takes. */
  static Optional<Refusal> wrongLength(int expected, int found) {
    return Refusal.corrupt("expected %d values, found %d".formatted(expected, found));
  }

  /** The reason where there is no value at all. */
  static Optional<Refusal> missing() {
    return Refusal.corrupt("expected an image, found null");
  }

  /** A text out of a record, made fit for a message: short, and on one line. */
  static String shown(String text) {
    String start = text.length() > MOST_SHOWN ? text.substring(0, MOST_SHOWN) + "..." : text;
    return start.replaceAll("\\p{C}", "?");
  }

  /** The reason where some value is infinite or not a number. */
  static Optional<Refusal> notFinite(float[] values, int from, int count) {
    for (int i = 0; i < count; i++) {
      if (!Float.isFinite(values[from + i])) {
        return Refusal.corrupt(
            "expected finite numbers, found %s as value %d".formatted(values[from + i], i));
      }
    }
    return Optional.empty();
  }
}
