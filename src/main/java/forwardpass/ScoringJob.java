package forwardpass;

import forwardpass.cli.Commands;
import forwardpass.error.ExitStatus;

/** The program: what {@code spark-submit --class} names. */
public final class ScoringJob {
  private ScoringJob() {}

  /** Runs the command that the arguments name; {@code --help} tells which there are. */
  public static void main(String[] args) {
    int status = Commands.run(args, System.out, System.err);
    if (System.out.checkError() && status == ExitStatus.DONE.code()) {
      System.err.println(
          "Cannot write to stdout: it is closed, or its disk is full; not all results are there");
      status = ExitStatus.OUTPUT.code();
    }
    if (status != ExitStatus.DONE.code()) {
      System.exit(status);
    }
  }
}
