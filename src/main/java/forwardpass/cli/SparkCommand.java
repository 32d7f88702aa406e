package forwardpass.cli;

import forwardpass.error.ExitStatus;
import forwardpass.error.Failure;
import forwardpass.error.ForwardpassException;
import forwardpass.error.UsageException;
import forwardpass.job.RunStatus;
import forwardpass.tasks.RunningTasks;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.hadoop.util.ShutdownHookManager;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Option;

/**
 * A command that runs on Spark, in a session that it starts and stops; one that is there already
 * stays.
 */
abstract class SparkCommand implements Callable<Integer> {
  /**
   * What a worker tells the drivers that it starts ({@code --deploy-mode cluster}); a standalone
   * one does not start without it among its options.
   */
  private static final String SECRET = "_SPARK_AUTH_SECRET";

  /**
   * How deep Spark looks in what a task failed of for an error to end the JVM for. By itself it
   * does so for want of memory: a local master with 52 and no word, an executor with all its tasks.
   */
  private static final String KILL_DEPTH = "spark.executor.killOnFatalError.depth";

  /** After {@link RunStatus}, which says what is counted, and before Spark's own hook. */
  private static final int CANCEL_PRIORITY = RunStatus.PRIORITY - 1;

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

  @Option(names = "--quiet", description = "Write nothing to stderr but errors.")
  private boolean quiet;

  private final PrintStream err;

  /**
   * @param err takes what is no result
   */
  SparkCommand(PrintStream err) {
    this.err = err;
  }

  /** Takes what is neither a result nor an error. */
  final PrintStream notes() {
    return quiet
        ? new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)
        : err;
  }

  /**
   * @throws ForwardpassException where the options cannot be carried out, before Spark is started
   */
  abstract void check();

  abstract void run(SparkSession spark);

  @Override
  public final Integer call() {
    if (quiet && verbose) {
      throw new UsageException("--quiet and --verbose do not go together: give one of them");
    }
    check();
    Optional<QuietLog> log = quiet ? Optional.of(new QuietLog()) : Optional.empty();
    try {
      runInSession();
    } catch (Exception e) {
      throw translated(e);
    } finally {
      log.ifPresent(QuietLog::end);
    }
    return ExitStatus.DONE.code();
  }

  private void runInSession() throws Exception {
    boolean ours = SparkSession.getDefaultSession().isEmpty();
    SparkSession.Builder builder = SparkSession.builder().config(KILL_DEPTH, 0);
    Optional.ofNullable(System.getenv(SECRET))
        .ifPresent(secret -> builder.config("spark.authenticate.secret", secret));
    SparkSession spark = builder.getOrCreate();
    ExitStatus status = ExitStatus.FAULT;
    try (RunningTasks tasks = new RunningTasks(spark.sparkContext())) {
      if (verbose) {
        spark.sparkContext().setLogLevel("INFO");
      }
      run(spark, tasks);
      status = ExitStatus.DONE;
    } catch (Exception e) {
      status = Failure.of(translated(e)).status();
      throw e;
    } finally {
      if (ours) {
        spark.sparkContext().stop(status.code()); // which the cluster hears, too
      }
    }
  }

  /**
   * Where it fails, or the program is told to stop, it is over when no task runs any more: Spark
   * would tell of each that does, and a task may make files that were discarded.
   */
  private void run(SparkSession spark, RunningTasks tasks) throws InterruptedException {
    Runnable hook = tasks::cancelAll;
    ShutdownHookManager.get().addShutdownHook(hook, CANCEL_PRIORITY);
    try {
      run(spark);
    } catch (Exception e) {
      tasks.awaitNone();
      throw e;
    } finally {
      if (!ShutdownHookManager.get().isShutdownInProgress()) {
        ShutdownHookManager.get().removeShutdownHook(hook);
      }
    }
  }

  private static RuntimeException translated(Exception e) {
    return FullDisk.in(e)
        .map(RuntimeException.class::cast)
        .orElseGet(
            () ->
                e instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(e));
  }
}
