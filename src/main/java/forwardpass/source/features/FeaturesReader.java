package forwardpass.source.features;

import forwardpass.source.ImageBatch;
import forwardpass.source.Refusal;
import java.io.Serializable;
import java.util.Optional;
import org.apache.spark.sql.catalyst.InternalRow;

/** Reads what a network takes from a column of a table. */
public interface FeaturesReader extends Serializable {
  /**
   * Copies the pixels of one row to where the next image of a batch is to be.
   *
   * @param column the column's number
   * @param to whose images are of bytes or of numbers, as {@link #areBytes} says
   * @return why the row has no such pixels; empty where it has
   */
  Optional<Refusal> copy(InternalRow row, int column, ImageBatch to);

  /** Whether pixels are unsigned bytes, and white is 255; numbers otherwise. */
  boolean areBytes();

  /** Whether they are pictures, which are resized and made grey or colours as it is wanted. */
  default boolean arePictures() {
    return false;
  }

  /** The reason where there are more or fewer values than the network takes. */
  static Optional<Refusal> wrongLength(int expected, int found) {
    return Refusal.corrupt("expected %d values, found %d".formatted(expected, found));
  }

  /** The reason where a value is null. */
  static Optional<Refusal> noNumber(int value) {
    return Refusal.corrupt("expected a number, found none as value " + value);
  }

  /** The reason where there is no value at all. */
  static Optional<Refusal> missing() {
    return Refusal.corrupt("expected an image, found null");
  }
}
