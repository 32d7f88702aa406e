package forwardpass.chapter;

import java.util.concurrent.Callable;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** A command that runs in the driver alone, without Spark and without a screen. */
abstract class ChapterCommand implements Callable<Integer> {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  @SuppressWarnings("UnusedVariable") // picocli acts on it
  private boolean help;

  @Option(names = "--verbose", description = "Show where in the code a failure was.")
  @SuppressWarnings("UnusedVariable") // what explains failures asks picocli for it
  private boolean verbose;

  abstract void run();

  @Override
  public final Integer call() {
    System.setProperty("java.awt.headless", "true"); // a display that is named need not be there
    run();
    return ExitCode.OK;
  }
}
