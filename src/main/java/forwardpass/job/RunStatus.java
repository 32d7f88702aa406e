package forwardpass.job;

import forwardpass.error.ExitStatus;
import forwardpass.error.Failure;
import forwardpass.scoring.CountAccumulator;
import forwardpass.scoring.Counts;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.hadoop.util.ShutdownHookManager;

/**
 * Keeps {@code status.json} true while a job runs: running, and then succeeded, failed or
 * interrupted, with what was counted until then.
 */
public final class RunStatus {
  /** Before Spark's own hooks, which end the job. */
  public static final int PRIORITY = 100;

  private final ReportDirectory directory;
  private final CountAccumulator counts;
  private final Instant started = Instant.now();
  private final Runnable hook = this::interrupted;

  private RunStatus(ReportDirectory directory, CountAccumulator counts) {
    this.directory = directory;
    this.counts = counts;
  }

  public static RunStatus begin(ReportDirectory directory, CountAccumulator counts) {
    RunStatus status = new RunStatus(directory, counts);
    status.write("running", null, null);
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

  private void interrupted() {
    write("interrupted", null, null);
  }

  private void end(String state, ExitStatus exit, String message) {
    if (!ShutdownHookManager.get().isShutdownInProgress()) {
      ShutdownHookManager.get().removeShutdownHook(hook);
      write(state, exit, message);
    }
  }

  private void write(String state, ExitStatus exit, String message) {
    Counts counted = counts.value();
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
    status.put("started", started.toString());
    status.put("written", Instant.now().toString());
    directory.writeStatus(status);
  }
}
