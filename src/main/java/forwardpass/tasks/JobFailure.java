package forwardpass.tasks;

import forwardpass.error.ForwardpassException;
import forwardpass.error.InputException;
import java.util.Arrays;
import java.util.Optional;
import org.apache.commons.lang3.exception.ExceptionUtils;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkThrowable;

/** Says in our own words how a running job failed: for want of memory, or of what Spark reads. */
public final class JobFailure {
  private JobFailure() {}

  /** What to tell of it; nothing where it is neither. */
  public static Optional<ForwardpassException> of(Throwable e, SparkContext context) {
    return TaskHeap.of(context)
        .explain(e)
        .map(ForwardpassException.class::cast)
        .or(() -> ofReading(e));
  }

  /**
   * What Spark says of a file that it cannot read, in our words; nothing where it is no such thing.
   */
  static Optional<ForwardpassException> ofReading(Throwable e) {
    for (Throwable cause : ExceptionUtils.getThrowableList(e)) {
      if (cause instanceof SparkThrowable known
          && known.getCondition() != null
          && known.getCondition().startsWith("FAILED_READ_FILE")) {
        String file = known.getMessageParameters().getOrDefault("path", "the input");
        Throwable root = ExceptionUtils.getRootCause(e);
        return Optional.of(
            new InputException(
                "Corrupt: %s: %s; copy it again".formatted(file, ReadFailure.firstLine(root)), e));
      }
    }
    return Optional.empty();
  }

  /** Whether Spark could not hand a task what it broadcasts: that is no failure of the output's. */
  public static boolean isOfBroadcast(Throwable e) {
    return Arrays.stream(e.getStackTrace())
        .anyMatch(frame -> frame.getClassName().startsWith("org.apache.spark.broadcast."));
  }
}
