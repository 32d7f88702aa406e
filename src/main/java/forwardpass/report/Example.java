package forwardpass.report;

import java.io.Serializable;
import java.util.Comparator;

/**
 * An image that the report shows.
 *
 * @param index its position in the file, from 0; -1 where it has none
 * @param label -1 where it has none
 * @param confidence the probability of the prediction
 * @param picture what the network saw
 */
public record Example(
    String file, long index, int label, int prediction, double confidence, Thumbnail picture)
    implements Serializable {
  /** Ties by place, so that all runs over the same images show the same. */
  private static final Comparator<Example> BY_PLACE =
      Comparator.comparing(Example::file).thenComparingLong(Example::index);

  static final Comparator<Example> MOST_CONFIDENT_FIRST =
      Comparator.comparingDouble(Example::confidence).reversed().thenComparing(BY_PLACE);

  static final Comparator<Example> LEAST_CONFIDENT_FIRST =
      Comparator.comparingDouble(Example::confidence).thenComparing(BY_PLACE);
}
