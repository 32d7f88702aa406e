package forwardpass.spark;

import forwardpass.error.UsageException;
import java.util.Iterator;
import java.util.function.Supplier;
import org.apache.commons.lang3.exception.ExceptionUtils;
import org.apache.spark.SparkContext$;
import org.apache.spark.SparkEnv;

/**
 * What a task computes of what it reads, with a message where it runs out of memory for either: of
 * the error itself Spark ends the JVM, and other tasks with it.
 */
final class WithinMemory<T> implements Iterator<T> {
  private final Iterator<T> computed;

  private WithinMemory(Iterator<T> computed) {
    this.computed = computed;
  }

  /**
   * Starts what is computed.
   *
   * @throws UsageException here or from the iterator, where there is no memory for it
   */
  static <T> Iterator<T> of(Supplier<Iterator<T>> computation) {
    try {
      return new WithinMemory<>(computation.get());
    } catch (OutOfMemoryError | RuntimeException e) {
      throw told(e);
    }
  }

  @Override
  public boolean hasNext() {
    try {
      return computed.hasNext();
    } catch (OutOfMemoryError | RuntimeException e) {
      throw told(e);
    }
  }

  @Override
  public T next() {
    try {
      return computed.next();
    } catch (OutOfMemoryError | RuntimeException e) {
      throw told(e);
    }
  }

  private static RuntimeException told(Throwable e) {
    SparkEnv env = SparkEnv.get();
    return told(e, env == null ? SparkContext$.MODULE$.DRIVER_IDENTIFIER() : env.executorId());
  }

  /** What to throw in an executor of this name; anything else than want of memory as it is. */
  static RuntimeException told(Throwable e, String executor) {
    for (Throwable cause : ExceptionUtils.getThrowableList(e)) {
      if (cause instanceof OutOfMemoryError) {
        return tooSmall(e, cause.getMessage(), executor);
      }
      // What Spark's reader of files makes of an error that its match leaves out.
      if (cause instanceof scala.MatchError
          && cause.getMessage().startsWith(OutOfMemoryError.class.getName())) {
        return tooSmall(e, cause.getMessage().lines().findFirst().orElseThrow(), executor);
      }
    }
    return (RuntimeException) e;
  }

  private static UsageException tooSmall(Throwable e, String found, String executor) {
    boolean isDriver = executor.equals(SparkContext$.MODULE$.DRIVER_IDENTIFIER());
    UsageException told =
        new UsageException(
            "Cannot score in %d MiB of memory: %s; give more with %s, or have fewer tasks side by side with fewer cores, or a smaller --batch-size"
                .formatted(
                    Runtime.getRuntime().maxMemory() >> 20,
                    found,
                    isDriver ? "--driver-memory" : "--executor-memory"));
    told.addSuppressed(e); // where it is the cause, Spark finds it and ends the JVM all the same
    return told;
  }
}
