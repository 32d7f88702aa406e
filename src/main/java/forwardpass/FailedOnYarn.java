package forwardpass;

import java.io.Serial;

/**
 * How a driver that YARN runs ({@code --deploy-mode cluster}) ends a run that failed. YARN shows
 * what a driver throws to whoever asks what became of it, and nothing of one that calls {@link
 * System#exit}.
 */
final class FailedOnYarn extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  /**
   * @param status the exit status of the program anywhere else
   * @param message what is told on stderr
   */
  FailedOnYarn(int status, String message) {
    super("exit status %d: %s".formatted(status, message), null, false, false);
  }

  /** Whether this JVM is such a driver. */
  static boolean isPossible() {
    return System.getProperty("spark.master", "").equals("yarn")
        && System.getProperty("spark.submit.deployMode", "").equals("cluster");
  }
}
