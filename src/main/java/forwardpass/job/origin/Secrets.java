package forwardpass.job.origin;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Leaves out what nobody but its user is to know. */
public final class Secrets {
  private static final String HIDDEN = "(not shown)";
  private static final String NAMES = "(secret|password|passwd|token|credential|key)";

  private static final Pattern VALUE = Pattern.compile("(?i)(%s[^=]*=).*".formatted(NAMES));
  private static final Pattern OPTION = Pattern.compile("(?i)--?[^=]*%s[^=]*".formatted(NAMES));

  /** Of other schemes what is before the @ is a name, such as that of a container. */
  private static final Pattern WEB_USER = Pattern.compile("(?i)\\b((?:https?|ftp)://)[^/@\\s]+@");

  private static final Pattern PASSWORD =
      Pattern.compile("(?i)\\b([a-z][a-z0-9+.-]*://[^/@:\\s]*:)[^/@\\s]+@");

  private Secrets() {}

  /** A word of a command line: options of a sink may be passwords, and URLs may have them. */
  public static String redacted(String word) {
    String withoutUsers = WEB_USER.matcher(word).replaceAll("$1" + HIDDEN + "@");
    String withoutPasswords = PASSWORD.matcher(withoutUsers).replaceAll("$1" + HIDDEN + "@");
    return VALUE.matcher(withoutPasswords).replaceFirst("$1" + HIDDEN);
  }

  /** All words; that behind an option whose name says that it is a secret is one. */
  public static List<String> redacted(List<String> words) {
    List<String> shown = new ArrayList<>();
    boolean isSecret = false;
    for (String word : words) {
      shown.add(isSecret ? HIDDEN : redacted(word));
      isSecret = OPTION.matcher(word).matches();
    }
    return shown;
  }
}
