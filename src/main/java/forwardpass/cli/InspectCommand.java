package forwardpass.cli;

import forwardpass.error.ExitStatus;
import forwardpass.error.InputException;
import forwardpass.inspect.Inspection;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.deploy.SparkHadoopUtil;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Describes weights, images or labels, without starting Spark. */
@Command(
    name = "inspect",
    description =
        "Checks a file of weights, images or labels and describes it, or the contents of a directory.",
    abbreviateSynopsis = true,
    sortOptions = false)
final class InspectCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "PATH",
      description =
          "A file or directory on any Hadoop file system, its format told from its content.")
  private String path;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  @SuppressWarnings("UnusedVariable") // picocli acts on it
  private boolean help;

  @Option(names = "--verbose", description = "Show where in the code a failure was.")
  @SuppressWarnings("UnusedVariable") // Commands asks picocli whether it was given
  private boolean verbose;

  private final PrintStream out;

  InspectCommand(PrintStream out) {
    this.out = out;
  }

  @Override
  public Integer call() {
    try {
      Configuration hadoop = SparkHadoopUtil.get().newConfiguration(new SparkConf());
      out.println(String.join("\n", new Inspection(hadoop).describe(path)));
    } catch (FileNotFoundException e) {
      throw new InputException(
          "Cannot read %s: expected a file or a directory, found nothing there; check the path"
              .formatted(path),
          e);
    } catch (IOException | IllegalArgumentException e) {
      throw new InputException(
          "Cannot read %s: %s; check the path and your permissions".formatted(path, e.getMessage()),
          e);
    }
    return ExitStatus.DONE.code();
  }
}
