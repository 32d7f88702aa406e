package forwardpass.source.text;

import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What files of LIBSVM say in comments of where their indices begin, as scikit-learn writes it. */
public final class LibsvmComment {
  private static final Pattern BASE =
      Pattern.compile("(?i)#.*column indices are (zero|one)-based.*");

  private LibsvmComment() {}

  /** The first index; none where the line does not say it. */
  public static OptionalInt firstIndex(String line) {
    Matcher matcher = BASE.matcher(line.strip());
    return matcher.matches()
        ? OptionalInt.of(matcher.group(1).equalsIgnoreCase("one") ? 1 : 0)
        : OptionalInt.empty();
  }

  /** A line without the comment at its end. */
  public static String without(String line) {
    int comment = line.indexOf('#');
    return (comment < 0 ? line : line.substring(0, comment)).strip();
  }
}
