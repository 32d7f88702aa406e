package forwardpass.scoring;

import forwardpass.model.ClassNumbers;
import java.io.Serializable;
import org.apache.spark.sql.types.DataType;

/** A column that is written where it is asked for. It is null for a record that was refused. */
public interface AddedColumn extends Serializable {
  /** What it is called. */
  String name();

  /** Of its values. */
  DataType type();

  /** Makes values, for one task. */
  Values open();

  /** The value for an image of a batch, of what one network says of it. */
  @FunctionalInterface
  interface Values {
    /**
     * The value for an image, as Spark has it inside rows.
     *
     * @param image its number among the images of the batch
     */
    Object of(NetworkOutputs network, int image);
  }

  /** Column {@code top}: the most likely classes, best first. */
  static AddedColumn top(int most, ClassNumbers numbers) {
    return new TopColumn(most, numbers);
  }

  /** Column {@code probabilities}: all that the network gives. */
  static AddedColumn probabilities() {
    return new FloatsColumn("probabilities", false);
  }

  /** Column {@code embedding}: what it gives beside that. */
  static AddedColumn embedding() {
    return new FloatsColumn("embedding", true);
  }
}
