package forwardpass.text;

/** Numbers as texts have them: Java takes more for numbers, such as 1f or 0x1p3. */
public final class Decimal {
  private Decimal() {}

  /**
   * The number that a text is.
   *
   * @throws NumberFormatException where a text is no decimal number, or none that is finite
   */
  public static double of(String text) {
    String number = text.strip();
    for (int i = 0; i < number.length(); i++) {
      if ("0123456789+-.eE".indexOf(number.charAt(i)) < 0) {
        throw new NumberFormatException(text);
      }
    }
    return Double.parseDouble(number);
  }

  /** Whether a text is a decimal number that is finite. */
  public static boolean is(String text) {
    try {
      of(text);
      return true;
    } catch (NumberFormatException e) {
      return false;
    }
  }
}
