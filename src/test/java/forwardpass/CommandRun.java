package forwardpass;

import static org.junit.jupiter.api.Assertions.assertEquals;

import forwardpass.cli.Commands;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * What a command left behind.
 *
 * @param status the exit status
 * @param out all of stdout
 * @param err all of stderr, but for the summary, what the JVM says of its modules, and the job and
 *     Spark of its taking long: on a busy machine anything may
 * @param summary what stderr said of the images before they were scored; empty where it did not
 */
public record CommandRun(int status, String out, String err, String summary) {
  private static final Pattern SUMMARY = Pattern.compile("(?m)^Images: .*\n");

  private static final Pattern SAID_OF_ANY_RUN =
      Pattern.compile(
          """
          (?mx) ^(
            WARNING:\\ Using\\ incubator\\ modules:\\ jdk\\.incubator\\.vector
            | \\d+\\ %,\\ [\\d,]+\\ images,\\ [\\d,]+/s(,\\ .*\\ left)?
            | [\\d:]+\\ WARN\\ TaskSchedulerImpl:\\ Initial\\ job\\ has\\ not\\ accepted\\ any\\ resources;.*
          )\\n
          """);

  public CommandRun {
    err = SUMMARY.matcher(SAID_OF_ANY_RUN.matcher(err).replaceAll("")).replaceFirst("");
  }

  CommandRun(int status, String out, String err) {
    this(
        status,
        out,
        err,
        SUMMARY.matcher(err).results().map(found -> found.group().strip()).findFirst().orElse(""));
  }

  /** Runs a command in this JVM, in the session that tests share. */
  public static CommandRun of(Object... args) {
    SharedSpark.session();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int status =
        Commands.run(
            Arrays.stream(args).map(String::valueOf).toArray(String[]::new),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    String progress = "(?m)^[0-9]+ %, .*\n"; // of each half minute, on a slow machine
    return new CommandRun(
        status,
        out.toString(StandardCharsets.UTF_8),
        err.toString(StandardCharsets.UTF_8).replaceAll(progress, ""));
  }

  public void assertAccuracy(String accuracy) {
    assertEquals("Accuracy: " + accuracy + "\n", out, err);
    assertEquals(0, status, err);
  }

  /** One message on stderr, nothing on stdout. */
  public void assertFailure(int expectedStatus, String message) {
    assertEquals(message + "\n", err);
    assertEquals("", out);
    assertEquals(expectedStatus, status);
  }
}
