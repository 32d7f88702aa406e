package forwardpass.error;

import java.util.Locale;

/** Strings out of a file, made fit for a message: short, on one line, and nothing invisible. */
public final class Quote {
  private static final int LONGEST = 60;

  private Quote() {}

  /** The text in single quotes. */
  public static String quoted(String text) {
    return "'" + plain(text) + "'";
  }

  /** The text without quotes, cut after 60 characters. */
  public static String plain(String text) {
    StringBuilder plain = new StringBuilder();
    int end = Math.min(text.length(), LONGEST);
    for (int i = 0; i < end; i++) {
      char c = text.charAt(i);
      if (isVisible(c)) {
        plain.append(c);
      } else {
        plain.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      }
    }
    return end < text.length() ? plain.append("...").toString() : plain.toString();
  }

  private static boolean isVisible(char c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> c != '\\';
    };
  }
}
