package forwardpass.spark;

/** Numbers as texts have them: Java takes more for numbers, such as 1f or 0x1p3. */
final class Decimal {
  private Decimal() {}

  /**
   * @throws NumberFormatException where a text is no decimal number, or none that is finite
   */
  static double of(String text) {
    String number = text.strip();
    for (int i = 0; i < number.length(); i++) {
      if ("0123456789+-.eE".indexOf(number.charAt(i)) < 0) {
        throw new NumberFormatException(text);
      }
    }
    return Double.parseDouble(number);
  }

  static boolean is(String text) {
    try {
      of(text);
      return true;
    } catch (NumberFormatException e) {
      return false;
    }
  }
}
