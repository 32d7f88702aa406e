package forwardpass.report;

import forwardpass.image.resize.PictureShape;
import forwardpass.model.Model;
import forwardpass.model.OutputKind;
import forwardpass.report.input.ImageTally;
import java.io.Serializable;
import java.util.Optional;

/**
 * What a tally has to know of a network.
 *
 * @param inputs how many values it takes for each image
 * @param outputs how many it gives
 * @param firstClass how the report calls class 0
 * @param areNumbers whether those are numbers to be compared with labels
 * @param pictures what the values are as pictures; null where nobody knows
 */
public record TallyShape(
    OutputKind kind,
    int inputs,
    int outputs,
    int classes,
    int firstClass,
    boolean areNumbers,
    PictureShape pictures)
    implements Serializable {
  /** What a name of a file takes, with its counts, at a guess. */
  private static final int NAME_BYTES = 512;

  /**
   * That of a network.
   *
   * @param firstClass how the report calls class 0
   * @param pictures what the values that it takes are as pictures
   */
  public static TallyShape of(Model network, int firstClass, Optional<PictureShape> pictures) {
    return new TallyShape(
        network.outputKind(),
        network.inputs(),
        network.outputs(),
        network.classes(),
        firstClass,
        network.areNumbers(),
        pictures.orElse(null));
  }

  /** An empty tally. */
  public Tally tally() {
    return new Tally(this);
  }

  /** Whether images are grey; where nobody says what they are, those that are square may be. */
  boolean isGrey() {
    int side = (int) Math.sqrt(inputs);
    return pictures == null ? side * side == inputs : pictures.channels() == 1;
  }

  /** How a class is called, where it is a number. */
  int number(int of) {
    return firstClass + of;
  }

  /**
   * The most bytes of memory that a tally takes.
   *
   * @param images how many are added to it; {@link Long#MAX_VALUE} where nobody knows
   */
  public long mostBytes(long images) {
    return ClassCounts.BYTES * (long) classes
        + Confusions.mostBytes(classes, images)
        + OutputErrors.BYTES * (long) outputs
        + 2L * Examples.MOST * (Thumbnail.mostBytes(inputs) + NAME_BYTES)
        + 3L * NamedCounts.MOST * NAME_BYTES
        + ImageTally.BYTES;
  }
}
