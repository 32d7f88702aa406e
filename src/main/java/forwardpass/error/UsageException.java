package forwardpass.error;

/** Options that cannot be carried out as they are given. */
public final class UsageException extends ForwardpassException {
  private static final long serialVersionUID = 1;

  public UsageException(String message) {
    this(message, null);
  }

  public UsageException(String message, Throwable cause) {
    super(message, cause);
  }
}
