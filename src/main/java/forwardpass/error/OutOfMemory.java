package forwardpass.error;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.lang3.exception.ExceptionUtils;

/** Finds, in a failure, that a JVM ran out of memory. */
public final class OutOfMemory {
  /**
   * How an {@link OutOfMemoryError} is quoted by those who do not keep it as a cause: the JVM where
   * a class could not be initialized, Scala's {@code MatchError}, a task's stack trace.
   */
  private static final Pattern QUOTED =
      Pattern.compile(
          Pattern.quote(OutOfMemoryError.class.getName())
              + "(?:: (?<message>[^\\n\\[(]*[^\\n\\[( ]))?");

  private OutOfMemory() {}

  /** What the JVM says that it ran out of; nothing where the failure is another one. */
  public static Optional<String> in(Throwable e) {
    return ExceptionUtils.getThrowableList(e).stream()
        .flatMap(cause -> of(cause).stream())
        .findFirst();
  }

  private static Optional<String> of(Throwable e) {
    if (e instanceof OutOfMemoryError) {
      return Optional.of(e.getMessage() == null ? "no room" : e.getMessage());
    }
    Matcher quoted = QUOTED.matcher(e.getMessage() == null ? "" : e.getMessage());
    return quoted.find()
        ? Optional.of(quoted.group("message") == null ? "no room" : quoted.group("message"))
        : Optional.empty();
  }
}
