package forwardpass.error;

/**
 * A failure that the user can do something about. Its message is all that they are shown: what is
 * wrong, in which file and where in it, what was expected and what was found, and what to do.
 *
 * <p>There is one subclass for each kind of failure; each kind has one exit status.
 */
public abstract sealed class ForwardpassException extends RuntimeException
    permits InputException, WeightsException, OutputException, UsageException, QualityException {
  private static final long serialVersionUID = 1;

  ForwardpassException(String message, Throwable cause) {
    super(message, cause);
  }
}
