package forwardpass.weights;

import java.util.Comparator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Orders names as people do: digits that follow each other count as one number. */
final class NaturalOrder implements Comparator<String> {
  private static final Pattern PART = Pattern.compile("[0-9]+|[^0-9]+");

  @Override
  public int compare(String left, String right) {
    String[] leftParts = parts(left);
    String[] rightParts = parts(right);
    for (int i = 0; i < Math.min(leftParts.length, rightParts.length); i++) {
      int order = compareParts(leftParts[i], rightParts[i]);
      if (order != 0) {
        return order;
      }
    }
    int order = Integer.compare(leftParts.length, rightParts.length);
    return order != 0 ? order : left.compareTo(right); // 01 and 1 are two names
  }

  private static String[] parts(String name) {
    return PART.matcher(name).results().map(MatchResult::group).toArray(String[]::new);
  }

  private static int compareParts(String left, String right) {
    if (!isNumber(left) || !isNumber(right)) {
      return left.compareTo(right);
    }
    String leftDigits = withoutZeros(left);
    String rightDigits = withoutZeros(right);
    int order = Integer.compare(leftDigits.length(), rightDigits.length());
    return order != 0 ? order : leftDigits.compareTo(rightDigits);
  }

  private static boolean isNumber(String part) {
    char first = part.charAt(0);
    return first >= '0' && first <= '9';
  }

  private static String withoutZeros(String number) {
    return number.replaceFirst("^0+(?=.)", "");
  }
}
