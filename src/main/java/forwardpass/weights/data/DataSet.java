package forwardpass.weights.data;

import forwardpass.error.Quote;
import forwardpass.error.WeightsException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Images and labels that were given as weights. */
public final class DataSet {
  private static final List<String> WORDS =
      List.of("img", "image", "label", "train", "test", "valid", "target", "pixel");

  private DataSet() {}

  /**
   * The failure that names them, where the name or the type of an array of no floats tells them.
   */
  public static Optional<WeightsException> refusal(
      String name, String label, int rank, FilePosition position) {
    String lower = name.toLowerCase(Locale.ROOT);
    boolean isNamed = WORDS.stream().anyMatch(lower::contains);
    boolean isBytes = label.contains("uint8") && rank >= 2;
    return isNamed || isBytes
        ? Optional.of(refusal(Quote.plain(name), label, position))
        : Optional.empty();
  }

  /** The failure that names them. */
  public static WeightsException refusal(String what, String label, FilePosition position) {
    return position.unsupported(
        "the weights of a network",
        "a data set of images and labels (" + what + ", " + label + ")",
        "give --weights the file of a network, and images to --images");
  }
}
