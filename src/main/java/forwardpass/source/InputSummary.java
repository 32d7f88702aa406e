package forwardpass.source;

/**
 * What images were taken for, said before the work.
 *
 * @param images how many there are, or how many files, and of what format
 * @param values how they are prepared for the network
 * @param labels where their labels come from, or that there are none
 */
public record InputSummary(String images, String values, String labels) {
  /** With what is done to pixels beside. */
  public InputSummary with(String preparation) {
    return new InputSummary(images, values + preparation, labels);
  }

  /** The same, and why values are prepared as they are. */
  public InputSummary withReason(String reason) {
    return new InputSummary(images, values + ", " + reason, labels);
  }

  /** How values are scaled, in words. */
  public static String scaled(String values, float scale) {
    return values + (scale == 1 ? " as they are" : " divided by " + Math.round(1 / scale));
  }

  @Override
  public String toString() {
    return "Images: %s; %s; %s".formatted(images, values, labels);
  }
}
