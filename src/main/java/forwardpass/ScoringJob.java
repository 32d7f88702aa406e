package forwardpass;

import forwardpass.cli.Commands;
import forwardpass.error.ExitStatus;
import java.util.concurrent.atomic.AtomicReference;

/** The program: what {@code spark-submit --class} names. */
public final class ScoringJob {
  private ScoringJob() {}

  /** Runs the command that the arguments name; {@code --help} tells which there are. */
  public static void main(String[] args) {
    AtomicReference<String> failure = new AtomicReference<>("");
    int status = Commands.run(args, System.out, System.err, failure::set);
    if (System.out.checkError() && status == ExitStatus.DONE.code()) {
      failure.set(
          "Cannot write to stdout: it is closed, or its disk is full; not all results are there");
      System.err.println(failure.get());
      status = ExitStatus.OUTPUT.code();
    }
    if (status != ExitStatus.DONE.code()) {
      if (FailedOnYarn.isPossible()) {
        throw new FailedOnYarn(status, failure.get());
      }
      System.exit(status);
    }
  }
}
