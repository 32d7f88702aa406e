package forwardpass.weights.data;

import forwardpass.error.WeightsException;
import java.io.IOException;

/**
 * A place in a weights file, and the failures reported there. Every message names what was expected
 * and found, and what to do.
 *
 * @param file the file as the user knows it
 * @param offset bytes from the start of the file
 */
public record FilePosition(String file, long offset) {
  public static final String COPY_AGAIN = "copy the file again, or save it again";
  public static final String SAVE_ARRAYS =
      "save the weights as a dict of NumPy float32 arrays with pickle.dump";
  public static final String SAVE_FLOATS = "save the weights as float32";
  public static final String DISTRUST = "do not trust this file";

  /** The file ends too early. */
  public WeightsException truncated(String expected, String found) {
    return failure("Truncated", "expected " + expected + ", found " + found, COPY_AGAIN);
  }

  /** No correct writer makes such a file. */
  public WeightsException corrupt(String expected, String found) {
    return failure("Corrupt", "expected " + expected + ", found " + found, COPY_AGAIN);
  }

  /** A file that may be correct, of a kind that is not read. */
  public WeightsException unsupported(String expected, String found, String advice) {
    return failure("Unsupported", "expected " + expected + ", found " + found, advice);
  }

  /** A weight with which nothing can be computed. */
  WeightsException notFinite(String where, float found) {
    return failure(
        "Corrupt",
        "expected finite float32 values, found " + found + " at " + where,
        "replace it, or train the network again");
  }

  /** A file that asks for more than weights need. */
  public WeightsException forbidden(String fact) {
    return failure("Unsupported", fact, DISTRUST);
  }

  /** The file cannot be read at all. */
  public static WeightsException cannotRead(String file, IOException cause) {
    String reason = cause.getMessage() == null ? cause.toString() : cause.getMessage();
    return new WeightsException("Cannot read " + file + ": " + reason, cause);
  }

  private WeightsException failure(String kind, String fact, String advice) {
    return new WeightsException(
        kind + ": " + file + ", byte " + offset + ": " + fact + "; " + advice);
  }
}
