package forwardpass.sink;

/** Carries the failure of a job past an output that was waiting for it, and did not fail itself. */
final class WorkFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  WorkFailure(RuntimeException failure) {
    super(failure);
  }

  RuntimeException failure() {
    return (RuntimeException) getCause();
  }
}
