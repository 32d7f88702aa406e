package forwardpass.error;

import org.apache.commons.lang3.exception.ExceptionUtils;

/**
 * What is told of a failure: one message and the exit status.
 *
 * @param message what is wrong, where, what was expected and found, and what to do
 */
public record Failure(String message, ExitStatus status) {
  /** What to tell of an exception, which Spark may have wrapped several times over. */
  public static Failure of(Throwable e) {
    return ExceptionUtils.getThrowableList(e).stream()
        .filter(ForwardpassException.class::isInstance)
        .map(ForwardpassException.class::cast)
        .findFirst()
        .map(known -> new Failure(known.getMessage(), ExitStatus.of(known)))
        .orElseGet(() -> OutOfMemory.in(e).map(Failure::outOfMemory).orElseGet(() -> fault(e)));
  }

  private static Failure outOfMemory(String found) {
    return new Failure(
        "Cannot work in %d MiB of memory: %s; give more with --driver-memory"
            .formatted(Runtime.getRuntime().maxMemory() >> 20, found),
        ExitStatus.USAGE);
  }

  private static Failure fault(Throwable e) {
    return new Failure(
        "Fault: %s; run again with --verbose to see where".formatted(firstLine(rootMessage(e))),
        ExitStatus.FAULT);
  }

  private static String rootMessage(Throwable e) {
    Throwable root = ExceptionUtils.getRootCause(e);
    return root.getMessage() == null ? root.getClass().getName() : root.toString();
  }

  private static String firstLine(String message) {
    return message.lines().findFirst().orElse(message);
  }
}
