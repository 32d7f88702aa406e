package forwardpass.chapter;

import java.util.List;

/**
 * What is known of an array that was read.
 *
 * @param type NumPy's name for the type of its values
 * @param least the smallest value; infinity where there is none
 */
record LoadedArray(List<Integer> shape, String type, double least, double most) {
  /** Such as {@code uint8 0..255}, {@code float32 0.0..1.0}. */
  String values() {
    return least > most ? type + ", no values" : type + " " + text(least) + ".." + text(most);
  }

  private String text(double value) {
    return switch (type) {
      case "float32" -> String.valueOf((float) value);
      case "float64" -> String.valueOf(value);
      default -> String.valueOf((long) value);
    };
  }
}
