package forwardpass.files;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Which files below a directory are taken.
 *
 * @param recursive whether those of directories in it are, too
 * @param include globs of what is taken; none for all
 * @param exclude globs of what is not
 */
public record FileSelection(boolean recursive, List<Glob> include, List<Glob> exclude) {
  /** All there are. */
  public static final FileSelection ALL = new FileSelection(true, List.of(), List.of());

  public FileSelection {
    include = List.copyOf(include);
    exclude = List.copyOf(exclude);
  }

  /**
   * A glob of paths below a directory. Without a slash it is of names, of files or directories
   * anywhere below. {@code *} stands for any part of a name, {@code **} for any directories. What
   * matches a directory matches all that is below it.
   *
   * @param text as it was written
   */
  public record Glob(String text, Pattern pattern) {
    /**
     * Parses a glob.
     *
     * @throws IllegalArgumentException where it is none
     */
    public static Glob of(String text) {
      return new Glob(text, GlobSyntax.pattern(text));
    }

    boolean matches(String path) {
      return pattern.matcher(path).lookingAt();
    }
  }

  /** Whether no file that is found is left out. */
  public boolean isAll() {
    return equals(ALL);
  }

  /**
   * Whether a file or directory is one of those that were asked for.
   *
   * @param above the path of the directory it is in, with a slash at its end unless it is empty
   */
  boolean isIncluded(String above, String name) {
    return include.isEmpty() || isAny(include, above + name);
  }

  /** Whether a file or directory is one of those that were not wanted. */
  boolean isExcluded(String above, String name) {
    return !exclude.isEmpty() && isAny(exclude, above + name);
  }

  private static boolean isAny(List<Glob> globs, String path) {
    return globs.stream().anyMatch(glob -> glob.matches(path));
  }
}
