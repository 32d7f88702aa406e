package forwardpass.error;

/** A weights file that cannot be read, or that does not describe a network. */
public non-sealed class WeightsException extends ForwardpassException {
  private static final long serialVersionUID = 1;

  public WeightsException(String message) {
    this(message, null);
  }

  public WeightsException(String message, Throwable cause) {
    super(message, cause);
  }
}
