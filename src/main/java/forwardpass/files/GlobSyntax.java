package forwardpass.files;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Turns a glob into a pattern of the beginning of a path. */
final class GlobSyntax {
  private GlobSyntax() {}

  /** A pattern that looks at a path from its start, and ends where a name does. */
  static Pattern pattern(String glob) {
    String trimmed = glob.replaceFirst("^\\./", "").replaceFirst("^/+", "").replaceFirst("/+$", "");
    if (trimmed.isEmpty()) {
      throw new IllegalArgumentException("expected a glob, found '%s'".formatted(glob));
    }
    String start = trimmed.contains("/") ? "" : "(?:.*/)?";
    try {
      return Pattern.compile(start + regex(trimmed) + "(?:/|$)", Pattern.DOTALL);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "expected a glob, found '%s': %s".formatted(glob, e.getDescription()), e);
    }
  }

  private static String regex(String glob) {
    StringBuilder regex = new StringBuilder();
    int braces = 0;
    for (int i = 0; i < glob.length(); i++) {
      char c = glob.charAt(i);
      switch (c) {
        case '*' -> {
          boolean isDirectories = glob.startsWith("**/", i);
          boolean isAnything = glob.startsWith("**", i);
          regex.append(isDirectories ? "(?:.*/)?" : isAnything ? ".*" : "[^/]*");
          i += isDirectories ? 2 : isAnything ? 1 : 0;
        }
        case '?' -> regex.append("[^/]");
        case '[' -> {
          int end = glob.indexOf(']', i + 2);
          if (end < 0) {
            throw new IllegalArgumentException(
                "expected a glob, found '%s': a [ is not closed".formatted(glob));
          }
          regex.append(set(glob.substring(i + 1, end)));
          i = end;
        }
        case '{' -> {
          braces++;
          regex.append("(?:");
        }
        case '}' -> {
          regex.append(braces > 0 ? ")" : "\\}");
          braces = Math.max(0, braces - 1);
        }
        case ',' -> regex.append(braces > 0 ? "|" : ",");
        case '\\' -> {
          i++;
          regex.append(Pattern.quote(i < glob.length() ? glob.substring(i, i + 1) : "\\"));
        }
        default -> regex.append(Pattern.quote(String.valueOf(c)));
      }
    }
    if (braces > 0) {
      throw new IllegalArgumentException(
          "expected a glob, found '%s': a { is not closed".formatted(glob));
    }
    return regex.toString();
  }

  private static String set(String characters) {
    boolean isNegated = characters.startsWith("!") || characters.startsWith("^");
    String members = isNegated ? characters.substring(1) : characters;
    return "[" + (isNegated ? "^/" : "") + members.replaceAll("([\\[\\]\\\\^&])", "\\\\$1") + "]";
  }
}
