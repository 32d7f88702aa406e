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

  /** The failure of a place that cannot be written to. */
  public static OutputException cannotWrite(String path, Throwable cause) {
    return new OutputException(
        "Cannot write %s: %s; check the path, its permissions and the space there"
            .formatted(path, cause.getMessage()),
        cause);
  }
}
