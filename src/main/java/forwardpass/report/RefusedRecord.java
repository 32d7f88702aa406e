package forwardpass.report;

import java.io.Serializable;
import java.util.Comparator;

/**
 * A record that was refused.
 *
 * @param index its position in the file, from 0; -1 where it has none
 * @param message what was expected and found
 */
public record RefusedRecord(String file, long index, String message)
    implements Serializable, Comparable<RefusedRecord> {
  private static final Comparator<RefusedRecord> BY_PLACE =
      Comparator.comparing(RefusedRecord::file)
          .thenComparingLong(RefusedRecord::index)
          .thenComparing(RefusedRecord::message);

  @Override
  public int compareTo(RefusedRecord other) {
    return BY_PLACE.compare(this, other);
  }
}
