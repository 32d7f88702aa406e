package forwardpass.error;

/** Results that could not be written. */
public final class OutputException extends ForwardpassException {
  private static final long serialVersionUID = 1;

  public OutputException(String message) {
    this(message, null);
  }

  public OutputException(String message, Throwable cause) {
    super(message, cause);
  }
}
