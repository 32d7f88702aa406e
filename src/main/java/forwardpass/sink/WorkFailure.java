package forwardpass.sink;

/** Carries the failure of a job past an output that was waiting for it, and did not fail itself. */
final class WorkFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  WorkFailure(Exception failure) {
    super(failure);
  }

  /** What to throw: the failure itself, where that is no checked one, as some of Spark's are. */
  RuntimeException failure() {
    return getCause() instanceof RuntimeException unchecked
        ? unchecked
        : new IllegalStateException(getCause());
  }
}
