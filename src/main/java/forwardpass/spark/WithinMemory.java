package forwardpass.spark;

import forwardpass.error.UsageException;
import java.util.Iterator;
import java.util.function.Supplier;

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

  /** What to throw; anything else than want of memory as it is. */
  private static RuntimeException told(Throwable e) {
    return TaskHeap.here()
        .wantIn(e)
        .map(RuntimeException.class::cast)
        .orElseGet(() -> (RuntimeException) e);
  }
}
