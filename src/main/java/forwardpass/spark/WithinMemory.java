package forwardpass.spark;

import forwardpass.error.UsageException;
import java.util.Iterator;
import java.util.function.Supplier;
import org.apache.spark.SparkContext$;
import org.apache.spark.SparkEnv;

/**
 * What a task computes, with a message where it runs out of memory: of the error itself Spark ends
 * the JVM, and other tasks with it.
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
    } catch (OutOfMemoryError e) {
      throw tooSmall(e);
    }
  }

  @Override
  public boolean hasNext() {
    try {
      return computed.hasNext();
    } catch (OutOfMemoryError e) {
      throw tooSmall(e);
    }
  }

  @Override
  public T next() {
    try {
      return computed.next();
    } catch (OutOfMemoryError e) {
      throw tooSmall(e);
    }
  }

  private static UsageException tooSmall(OutOfMemoryError e) {
    SparkEnv env = SparkEnv.get();
    boolean isDriver =
        env == null || env.executorId().equals(SparkContext$.MODULE$.DRIVER_IDENTIFIER());
    UsageException told =
        new UsageException(
            "Cannot score in %d MiB of memory: %s; give more with %s, or have fewer tasks side by side with fewer cores, or a smaller --batch-size"
                .formatted(
                    Runtime.getRuntime().maxMemory() >> 20,
                    e.getMessage(),
                    isDriver ? "--driver-memory" : "--executor-memory"));
    told.addSuppressed(e); // where it is the cause, Spark finds it and ends the JVM all the same
    return told;
  }
}
