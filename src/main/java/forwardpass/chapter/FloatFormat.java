package forwardpass.chapter;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.stream.DoubleStream;

/**
 * How NumPy writes the numbers of one array of float64: the fewest digits that tell each from all
 * others, at most eight of them after the point, all as wide as the widest, and with exponents
 * where the array reaches too far. As in {@code FloatingFormat} of NumPy's arrayprint.py.
 */
final class FloatFormat {
  private static final int PRECISION = 8;
  private static final int MOST_DIGITS = 17;
  private static final double EXPONENTS_FROM = 1e8;
  private static final double EXPONENTS_BELOW = 1e-4;
  private static final double EXPONENTS_WHERE_RATIO_ABOVE = 1000;

  private FloatFormat() {}

  /** The numbers in words of equal width. */
  static List<String> format(double[] values) {
    double[] finite = Arrays.stream(values).filter(Double::isFinite).toArray();
    DoubleFunction<String> format =
        needsExponents(finite) ? scientific(finite) : positional(finite);
    List<String> words = Arrays.stream(values).mapToObj(value -> word(value, format)).toList();
    int width = words.stream().mapToInt(String::length).max().orElse(0);
    return words.stream().map(word -> " ".repeat(width - word.length()) + word).toList();
  }

  private static boolean needsExponents(double[] finite) {
    double[] sizes = Arrays.stream(finite).map(Math::abs).filter(size -> size > 0).toArray();
    double largest = DoubleStream.of(sizes).max().orElse(0);
    double smallest = DoubleStream.of(sizes).min().orElse(1);
    return largest >= EXPONENTS_FROM
        || smallest < EXPONENTS_BELOW
        || largest / smallest > EXPONENTS_WHERE_RATIO_ABOVE;
  }

  private static String word(double value, DoubleFunction<String> finite) {
    if (Double.isNaN(value)) {
      return "nan";
    }
    String size = Double.isInfinite(value) ? "inf" : finite.apply(Math.abs(value));
    return Double.compare(value, 0) < 0 ? "-" + size : size;
  }

  private static DoubleFunction<String> positional(double[] finite) {
    int places = Arrays.stream(finite).mapToInt(value -> places(positional(value))).max().orElse(0);
    return value -> {
      String text = positional(value);
      return text + " ".repeat(places - places(text));
    };
  }

  private static String positional(double value) {
    BigDecimal digits = shortest(value);
    if (digits.scale() > PRECISION) {
      digits = new BigDecimal(value).setScale(PRECISION, RoundingMode.HALF_EVEN);
    }
    String text = digits.signum() == 0 ? "0" : digits.stripTrailingZeros().toPlainString();
    return text.contains(".") ? text : text + ".";
  }

  private static int places(String text) {
    return text.length() - 1 - text.indexOf('.');
  }

  private static DoubleFunction<String> scientific(double[] finite) {
    int digits =
        Arrays.stream(finite)
            .mapToInt(value -> Math.min(PRECISION + 1, shortest(value).precision()))
            .max()
            .orElse(1);
    int exponentDigits =
        Arrays.stream(finite)
            .mapToInt(value -> String.valueOf(Math.abs(exponent(shortest(value)))).length())
            .reduce(2, Math::max);
    return value -> {
      BigDecimal rounded = rounded(value, digits);
      String text = rounded.unscaledValue().toString();
      String exponent = String.valueOf(Math.abs(exponent(rounded)));
      return text.substring(0, 1)
          + "."
          + text.substring(1)
          + "0".repeat(digits - text.length())
          + (exponent(rounded) < 0 ? "e-" : "e+")
          + "0".repeat(exponentDigits - exponent.length())
          + exponent;
    };
  }

  private static int exponent(BigDecimal digits) {
    return digits.signum() == 0 ? 0 : digits.precision() - 1 - digits.scale();
  }

  /**
   * The number with the fewest digits that is read as this one, which {@code Double.toString} of
   * Java 17 does not always find.
   */
  private static BigDecimal shortest(double value) {
    for (int digits = 1; digits < MOST_DIGITS; digits++) {
      BigDecimal rounded = rounded(value, digits);
      if (rounded.doubleValue() == value) {
        return rounded;
      }
    }
    return rounded(value, MOST_DIGITS);
  }

  private static BigDecimal rounded(double value, int digits) {
    MathContext context = new MathContext(digits, RoundingMode.HALF_EVEN);
    return new BigDecimal(value).round(context).stripTrailingZeros();
  }
}
