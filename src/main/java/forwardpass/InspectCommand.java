package forwardpass;

import forwardpass.error.InputException;
import forwardpass.inspect.Inspection;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkConf;
import org.apache.spark.deploy.SparkHadoopUtil;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Describes a file of weights, images or labels, without starting Spark. */
@Command(
    name = "inspect",
    description = "Checks a file of weights, images or labels, and describes it.",
    abbreviateSynopsis = true,
    sortOptions = false)
final class InspectCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "PATH",
      description = "A file on any Hadoop file system, its format told from its content.")
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
      FileSystem fileSystem =
          new Path(path).getFileSystem(SparkHadoopUtil.get().newConfiguration(new SparkConf()));
      describe(fileSystem, fileSystem.getFileStatus(new Path(path)));
    } catch (FileNotFoundException e) {
      throw new InputException(
          "Cannot read %s: expected a file, found nothing there; check the path".formatted(path),
          e);
    } catch (IOException | IllegalArgumentException e) {
      throw new InputException(
          "Cannot read %s: %s; check the path and your permissions".formatted(path, e.getMessage()),
          e);
    }
    return ExitStatus.DONE.code();
  }

  private void describe(FileSystem fileSystem, FileStatus file) throws IOException {
    if (file.isDirectory()) {
      throw new InputException(
          "Cannot read %s: expected a file, found a directory; inspect one of its files"
              .formatted(path));
    }
    try (InputStream in = fileSystem.open(file.getPath())) {
      String description = String.join("\n", Inspection.describe(in, path));
      out.println("file: " + path);
      out.println(String.format(Locale.ROOT, "length: %,d bytes", file.getLen()));
      out.println(description);
    }
  }
}
