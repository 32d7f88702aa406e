package forwardpass.job.origin;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * Which Forwardpass this is. The build writes it; what it could not tell is {@code unknown}, as the
 * commit is where the sources came without their history.
 *
 * @param version as the build calls it
 * @param commit of the sources, with a word where they were changed since
 */
public record Build(String version, String commit) {
  static final String UNKNOWN = "unknown";

  /** That of the program that is running. */
  public static Build current() {
    Properties properties = new Properties();
    try (InputStream in = Build.class.getResourceAsStream("/forwardpass/build.properties")) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // it is in the jar
    }
    return of(properties);
  }

  static Build of(Properties properties) {
    String commit = known(properties, "commit");
    return new Build(
        known(properties, "version"),
        commit.equals(UNKNOWN) || !known(properties, "changed").equals("true")
            ? commit
            : commit + ", changed");
  }

  /** What the build did not put in stays as it stands in the sources. */
  private static String known(Properties properties, String key) {
    String value = properties.getProperty(key, "");
    return value.isBlank() || value.startsWith("${") ? UNKNOWN : value;
  }

  @Override
  public String toString() {
    return "Forwardpass %s, commit %s".formatted(version, commit);
  }
}
