package forwardpass.tasks;

import forwardpass.error.ForwardpassException;
import forwardpass.error.InputException;
import forwardpass.error.UsageException;
import java.util.List;
import org.apache.commons.lang3.exception.ExceptionUtils;
import org.apache.spark.SparkThrowable;

/** Says in our own words what Spark's readers complain of. */
public final class ReadFailure {
  private ReadFailure() {}

  /** What a failure to open a table is. */
  public static RuntimeException translated(Exception e, String path) {
    List<Throwable> chain = ExceptionUtils.getThrowableList(e);
    for (Throwable cause : chain) {
      if (cause instanceof ForwardpassException known) {
        return known;
      }
      if (isCondition(cause, "DATA_SOURCE_NOT_FOUND")) {
        return new UsageException(
            "Invalid --format: expected idx, image, csv, libsvm, or a format that Spark finds on the class path",
            e);
      }
      if (isCondition(cause, "PATH_NOT_FOUND")) {
        return new InputException(
            "Cannot read %s: found nothing there; check --images".formatted(path), e);
      }
      if (isCondition(cause, "COLUMN_ALREADY_EXISTS")) {
        return new InputException(
            "Unsupported: %s: expected columns whose names differ in more than capitals, found %s twice; rename one of them"
                .formatted(path, column((SparkThrowable) cause)),
            e);
      }
      if (isCondition(cause, "PARQUET_TYPE_ILLEGAL")
          || isCondition(cause, "PARQUET_TYPE_NOT_SUPPORTED")) {
        return new InputException(
            "Unsupported: %s: expected columns of types that Spark reads, found the Parquet type %s; write the table anew with another type, or without that column"
                .formatted(
                    path, ((SparkThrowable) cause).getMessageParameters().get("parquetType")),
            e);
      }
    }
    return JobFailure.ofReading(e)
        .orElseGet(
            () ->
                new InputException(
                    "Cannot read %s: %s; check the file, or say what it is with --format"
                        .formatted(path, firstLine(chain.get(chain.size() - 1))),
                    e));
  }

  private static boolean isCondition(Throwable e, String condition) {
    return e instanceof SparkThrowable known && condition.equals(known.getCondition());
  }

  private static String column(SparkThrowable e) {
    return e.getMessageParameters().get("columnName").replace("`", "");
  }

  static String firstLine(Throwable e) {
    String message = e.getMessage() == null ? e.toString() : e.getMessage();
    return message.lines().findFirst().orElse(message);
  }
}
