package forwardpass.source;

import java.util.Optional;

/**
 * What values are multiplied by. Integers are pixels from 0 to 255, and floating-point numbers are
 * scaled already, unless the user says which they are.
 *
 * @param normalize whether to divide by 255, of whatever type they are; none to go by the type
 */
public record PixelScale(Optional<Boolean> normalize) {
  private static final float DIVIDED = 1 / 255f;

  /** Of integers, bytes among them. */
  public float ofIntegers() {
    return normalize.orElse(true) ? DIVIDED : 1;
  }

  /** Of floating-point numbers. */
  public float ofFloats() {
    return normalize.orElse(false) ? DIVIDED : 1;
  }

  /**
   * Of text, which does not say what its numbers are.
   *
   * @param isBeyondOne whether any of the first thousand records has a value above 1
   */
  public float ofText(boolean isBeyondOne) {
    return isBeyondOne ? ofIntegers() : ofFloats();
  }

  /** What becomes of text, in words. */
  public String described(boolean isBeyondOne) {
    String described = InputSummary.scaled("values", ofText(isBeyondOne));
    return isBeyondOne || normalize.isPresent()
        ? described
        : described + " (none of the first 1,000 records has any above 1)";
  }
}
