package forwardpass.error;

/** Images or labels that cannot be scored: missing, damaged, or of the wrong shape. */
public final class InputException extends ForwardpassException {
  private static final long serialVersionUID = 1;

  public InputException(String message) {
    this(message, null);
  }

  public InputException(String message, Throwable cause) {
    super(message, cause);
  }
}
