package forwardpass.image;

import forwardpass.error.InputException;

/** Thrown at bytes that are no image that is read; the message is what was expected and found. */
public final class BadImageException extends Exception {
  private static final long serialVersionUID = 1;

  private final String kind;
  private final String advice;

  BadImageException(String kind, String message, String advice) {
    super(message);
    this.kind = kind;
    this.advice = advice;
  }

  /** The failure of a file that is such an image. */
  public InputException in(String file) {
    return new InputException("%s: %s: %s; %s".formatted(kind, file, getMessage(), advice), this);
  }
}
