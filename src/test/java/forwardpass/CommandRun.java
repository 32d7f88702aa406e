package forwardpass;

import static org.junit.jupiter.api.Assertions.assertEquals;

import forwardpass.spark.SharedSpark;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What a command left behind.
 *
 * @param status the exit status
 * @param out all of stdout
 * @param err all of stderr
 */
record CommandRun(int status, String out, String err) {
  /** Runs a command in this JVM, in the session that tests share. */
  static CommandRun of(Object... args) {
    SharedSpark.session();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int status =
        Commands.run(
            Arrays.stream(args).map(String::valueOf).toArray(String[]::new),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    return new CommandRun(
        status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  void assertAccuracy(String accuracy) {
    assertEquals("Accuracy: " + accuracy + "\n", out, err);
    assertEquals(0, status, err);
  }

  /** One message on stderr, nothing on stdout. */
  void assertFailure(int expectedStatus, String message) {
    assertEquals(message + "\n", err);
    assertEquals("", out);
    assertEquals(expectedStatus, status);
  }
}
