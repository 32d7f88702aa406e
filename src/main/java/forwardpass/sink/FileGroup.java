package forwardpass.sink;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Files of an output that were written by one job. Their names tell which.
 *
 * @param id a UUID
 */
public record FileGroup(String id) {
  private static final String PREFIX = "part-";
  private static final Pattern NAMED =
      Pattern.compile(PREFIX + "([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})-.*");

  /** A new one. */
  public static FileGroup next() {
    return new FileGroup(UUID.randomUUID().toString());
  }

  /** The group of a file; nothing where its name tells of none. */
  static Optional<FileGroup> ofFile(String name) {
    Matcher named = NAMED.matcher(name);
    return named.matches() ? Optional.of(new FileGroup(named.group(1))) : Optional.empty();
  }

  /**
   * The name of a file of this group.
   *
   * @param name that Spark gives it, {@code part-*}
   */
  String name(String name) {
    return PREFIX + id + "-" + name.substring(PREFIX.length());
  }
}
