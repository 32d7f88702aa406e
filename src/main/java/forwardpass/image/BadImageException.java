package forwardpass.image;

import forwardpass.error.InputException;

/** Thrown at bytes that are no image that is read; the message is what was expected and found. */
public final class BadImageException extends Exception {
  private static final long serialVersionUID = 1;

  private static final String COPY_AGAIN = "copy it again";

  private final String kind;
  private final String advice;

  private BadImageException(String kind, String message, String advice) {
    super(message);
    this.kind = kind;
    this.advice = advice;
  }

  /** Of a file that ends too early. */
  static BadImageException truncated(String expected, String found) {
    return new BadImageException("Truncated", expectedAndFound(expected, found), COPY_AGAIN);
  }

  /** Of a file that contradicts its format. */
  static BadImageException corrupt(String expected, String found) {
    return new BadImageException("Corrupt", expectedAndFound(expected, found), COPY_AGAIN);
  }

  /** Of a file that may be whole, and is not read. */
  static BadImageException unsupported(String expected, String found, String advice) {
    return new BadImageException("Unsupported", expectedAndFound(expected, found), advice);
  }

  private static String expectedAndFound(String expected, String found) {
    return "expected %s, found %s".formatted(expected, found);
  }

  /** What is wrong with it: it is Truncated, Corrupt or Unsupported. */
  public String kind() {
    return kind;
  }

  /** What to do about it. */
  public String advice() {
    return advice;
  }

  /** The failure of a file that is such an image. */
  public InputException in(String file) {
    return new InputException("%s: %s: %s; %s".formatted(kind, file, getMessage(), advice), this);
  }
}
