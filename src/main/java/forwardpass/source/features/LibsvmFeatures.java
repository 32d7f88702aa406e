package forwardpass.source.features;

import forwardpass.source.ImageBatch;
import forwardpass.source.Refusal;
import forwardpass.text.Decimal;
import java.util.Arrays;
import java.util.Optional;
import java.util.StringTokenizer;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * A column of lines of LIBSVM: a label, and after it the places and the values that are not zero.
 * Spark's own reader ends the job at a line that is wrong, whatever the mode, and does not say
 * which it is.
 *
 * @param first the index of the first value, 0 or 1
 */
public record LibsvmFeatures(int width, int first) implements FeaturesReader {
  private static final String QUERY = "qid:";

  @Override
  public Optional<Refusal> copy(InternalRow row, int column, ImageBatch to) {
    StringTokenizer words = new StringTokenizer(row.getUTF8String(column).toString());
    words.nextToken(); // the label
    float[] values = to.roomForValues();
    int at = to.end();
    Arrays.fill(values, at, at + width, 0);
    int last = first - 1;
    while (words.hasMoreTokens()) {
      String pair = words.nextToken();
      if (pair.startsWith(QUERY)) {
        continue; // of rankings: which query a record is of
      }
      int colon = pair.indexOf(':');
      int index;
      float value;
      try {
        index = Integer.parseInt(pair, 0, Math.max(colon, 0), 10);
        value = (float) Decimal.of(pair.substring(colon + 1));
      } catch (NumberFormatException e) {
        return Refusal.corrupt("expected INDEX:VALUE, found %s".formatted(Refusal.shown(pair)));
      }
      if (index <= last || index > width - 1 + first) {
        return wrongIndex(index, last);
      }
      values[at + index - first] = value;
      last = index;
    }
    return Optional.empty();
  }

  @Override
  public boolean areBytes() {
    return false;
  }

  private Optional<Refusal> wrongIndex(int index, int last) {
    if (index == 0 && first == 1) {
      return Refusal.unsupported(
          "expected indices from 1 to %d, found 0".formatted(width),
          "where they begin at 0, give --first-index 0");
    }
    return Refusal.corrupt(
        "expected indices from %d to %d in ascending order, found %d%s"
            .formatted(first, width - 1 + first, index, last < first ? "" : " after " + last));
  }

  /** Whether a line has a value above 1; one that cannot be read has none. */
  public static boolean isBeyondOne(String line) {
    StringTokenizer words = new StringTokenizer(line);
    words.nextToken();
    while (words.hasMoreTokens()) {
      String pair = words.nextToken();
      String value = pair.substring(pair.indexOf(':') + 1);
      if (!pair.startsWith(QUERY) && Decimal.is(value) && Decimal.of(value) > 1) {
        return true;
      }
    }
    return false;
  }
}
