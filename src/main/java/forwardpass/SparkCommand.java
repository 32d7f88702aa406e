package forwardpass;

import forwardpass.error.ForwardpassException;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Option;

/**
 * A command that runs on Spark, in a session that it starts and stops; one that is there already
 * stays.
 */
abstract class SparkCommand implements Callable<Integer> {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  @SuppressWarnings("UnusedVariable") // picocli acts on it
  private boolean help;

  @Option(
      names = "--verbose",
      description = "Show what Spark logs, and where in the code a failure was.")
  private boolean verbose;

  /**
   * @throws ForwardpassException where the options cannot be carried out, before Spark is started
   */
  abstract void check();

  abstract void run(SparkSession spark);

  @Override
  public final Integer call() {
    check();
    boolean ours = SparkSession.getDefaultSession().isEmpty();
    SparkSession spark = SparkSession.builder().getOrCreate();
    try {
      if (verbose) {
        spark.sparkContext().setLogLevel("INFO");
      }
      run(spark);
    } finally {
      if (ours) {
        spark.stop();
      }
    }
    return ExitStatus.DONE.code();
  }
}
