package forwardpass.source;

import forwardpass.error.InputException;
import forwardpass.image.BadImageException;
import java.util.Optional;

/**
 * Why a record cannot be scored.
 *
 * @param kind what is wrong: Corrupt, Truncated or Unsupported
 * @param reason what was expected and found
 * @param advice what to do about it
 */
public record Refusal(String kind, String reason, String advice) {
  private static final int MOST_SHOWN = 40;

  /** A text out of a record, made fit for a message: short, and on one line. */
  public static String shown(String text) {
    String start = text.length() > MOST_SHOWN ? text.substring(0, MOST_SHOWN) + "..." : text;
    return start.replaceAll("\\p{C}", "?");
  }

  /** Of a record that contradicts its format, or the network. */
  public static Optional<Refusal> corrupt(String reason) {
    return Optional.of(new Refusal("Corrupt", reason, "correct it"));
  }

  /** Of a record that may be whole, and is not read. */
  public static Optional<Refusal> unsupported(String reason, String advice) {
    return Optional.of(new Refusal("Unsupported", reason, advice));
  }

  /** Of an encoded image. */
  public static Optional<Refusal> of(BadImageException e) {
    return Optional.of(new Refusal(e.kind(), e.getMessage(), e.advice()));
  }

  /**
   * The failure of a job that ends at such a record.
   *
   * @param record which one, in a file or a table
   * @param otherwise how to do without it
   */
  public InputException at(String record, String otherwise) {
    return new InputException(
        "%s: %s: %s; %s, or %s".formatted(kind, record, reason, advice, otherwise));
  }
}
