package forwardpass.job;

import forwardpass.error.ExitStatus;
import forwardpass.error.Failure;
import forwardpass.error.OutputException;
import forwardpass.scoring.Counts;
import forwardpass.tasks.RunningStages;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Timer;
import java.util.TimerTask;
import java.util.function.DoubleSupplier;
import org.apache.hadoop.util.ShutdownHookManager;
import org.apache.spark.sql.SparkSession;

/**
 * Keeps {@code status.json} true while a job runs: running, and then succeeded, failed or
 * interrupted, with what was counted until then. While it runs it is written again and again.
 */
public final class RunStatus {
  /** Before Spark's own hooks, which end the job. */
  public static final int PRIORITY = 100;

  private static final Duration RENEWED = Duration.ofSeconds(10);

  private final ReportDirectory directory;
  private final RunProgress run;
  private final Instant started = Instant.now();
  private final Runnable hook = this::interrupted;
  private final DoubleSupplier done;
  private final Timer timer = new Timer("status", true);
  private boolean isOver;

  private RunStatus(ReportDirectory directory, RunProgress run, DoubleSupplier done) {
    this.directory = directory;
    this.run = run;
    this.done = done;
  }

  /** Of a job that begins. */
  public static RunStatus begin(ReportDirectory directory, RunProgress run, SparkSession spark) {
    RunningStages stages = new RunningStages(spark.sparkContext());
    return begin(directory, run, stages::done, RENEWED);
  }

  /**
   * The same.
   *
   * @param done the share that is done of what is being scored
   * @param renewed how often it is written
   */
  static RunStatus begin(
      ReportDirectory directory, RunProgress run, DoubleSupplier done, Duration renewed) {
    RunStatus status = new RunStatus(directory, run, done);
    status.write("running", null, null);
    status.timer.schedule(
        new TimerTask() {
          @Override
          public void run() {
            status.renew();
          }
        },
        renewed.toMillis(),
        renewed.toMillis());
    ShutdownHookManager.get().addShutdownHook(status.hook, PRIORITY);
    return status;
  }

  /** Runs the job, and says how it ended: failed, too, where it was an error of the JVM's. */
  public void during(Runnable job) {
    try {
      job.run();
    } catch (Throwable e) {
      failed(e);
      throw e;
    }
    end("succeeded", ExitStatus.DONE, null);
  }

  private void failed(Throwable e) {
    Failure failure = Failure.of(e);
    try {
      end("failed", failure.status(), failure.message());
    } catch (RuntimeException unwritten) {
      e.addSuppressed(unwritten); // what the job failed of is what is told
    }
  }

  /** A job does not fail for want of news of it. */
  private synchronized void renew() {
    try {
      if (!isOver) {
        write("running", null, null);
      }
    } catch (OutputException e) {
      timer.cancel(); // what is written last says so, if it still cannot be
    }
  }

  private synchronized void interrupted() {
    isOver = true;
    write("interrupted", null, null);
  }

  private synchronized void end(String state, ExitStatus exit, String message) {
    timer.cancel();
    isOver = true;
    if (!ShutdownHookManager.get().isShutdownInProgress()) {
      ShutdownHookManager.get().removeShutdownHook(hook);
      write(state, exit, message);
    }
  }

  /** When it will be done if it goes on like this; null where that cannot be told. */
  private String expectedEnd(Instant now) {
    double share = run.share(done.getAsDouble());
    return share == 0
        ? null
        : now.plusMillis(
                Math.round(Duration.between(started, now).toMillis() * (1 - share) / share))
            .toString();
  }

  private void write(String state, ExitStatus exit, String message) {
    Counts counted = run.counts();
    Map<String, Object> status = new LinkedHashMap<>();
    status.put("state", state);
    status.put("exit_status", exit == null ? null : exit.code());
    status.put("message", message);
    status.put("read", counted.images() + counted.refused());
    status.put("scored", counted.images());
    status.put("refused", counted.refused());
    status.put("labelled", counted.labelled());
    status.put("correct", counted.correct());
    status.put(
        "accuracy",
        counted.labelled() == 0 ? null : (double) counted.correct() / counted.labelled());
    Instant now = Instant.now();
    double seconds = Duration.between(started, now).toMillis() / 1e3;
    status.put("images_per_second", seconds == 0 ? null : run.images() / seconds);
    status.put("started", started.toString());
    status.put("written", now.toString());
    status.put("expected_end", state.equals("running") ? expectedEnd(now) : null);
    directory.writeStatus(status);
  }
}
