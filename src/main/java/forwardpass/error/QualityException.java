package forwardpass.error;

/** A job that ran to its end and whose result is not good enough. */
public final class QualityException extends ForwardpassException {
  private static final long serialVersionUID = 1;

  public QualityException(String message) {
    this(message, null);
  }

  public QualityException(String message, Throwable cause) {
    super(message, cause);
  }
}
