package forwardpass.spark;

import java.util.Arrays;
import java.util.Optional;
import java.util.StringTokenizer;
import org.apache.spark.sql.Row;

/**
 * A column of lines of LIBSVM: a label, and after it the places, from 1, and the values that are
 * not zero. Spark's own reader ends the job at a line that is wrong, whatever the mode, and does
 * not say which it is.
 */
record LibsvmFeatures(int column, int width) implements Features {
  @Override
  public Optional<String> copy(Row row, float[] to, int at, String name) {
    StringTokenizer words = new StringTokenizer(row.getString(column));
    words.nextToken(); // the label
    Arrays.fill(to, at, at + width, 0);
    int last = 0;
    while (words.hasMoreTokens()) {
      String pair = words.nextToken();
      int colon = pair.indexOf(':');
      int index;
      try {
        index = Integer.parseInt(pair, 0, Math.max(colon, 0), 10);
        if (index > last && index <= width) {
          to[at + index - 1] = Float.parseFloat(pair.substring(colon + 1));
        }
      } catch (NumberFormatException e) {
        return Optional.of("expected INDEX:VALUE, found %s".formatted(Features.shown(pair)));
      }
      if (index <= last || index > width) {
        return Optional.of(
            "expected indices from 1 to %d in ascending order, found %d after %d"
                .formatted(width, index, last));
      }
      last = index;
    }
    return Features.notFinite(to, at, width);
  }
}
