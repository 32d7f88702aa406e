package forwardpass.tasks;

import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.SparkListenerTaskStart;

/**
 * The tasks that run at a time. When a job fails, Spark tells its other tasks to end, and does not
 * wait until they do: they may still write, and have nobody to report to once Spark is stopped.
 */
public final class RunningTasks extends SparkListener implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** Of one who waits for the program to end. */
  private static final Duration SHORT_PATIENCE = Duration.ofSeconds(5);

  private final SparkContext context;
  private int count;

  /** Counts from now on. */
  public RunningTasks(SparkContext context) {
    this.context = context;
    context.addSparkListener(this);
  }

  @Override
  public synchronized void onTaskStart(SparkListenerTaskStart start) {
    count++;
  }

  @Override
  public synchronized void onTaskEnd(SparkListenerTaskEnd end) {
    count--;
    notifyAll();
  }

  /** Waits until none runs, but for 20 s at most: one may hang in what it reads. */
  public void awaitNone() throws InterruptedException {
    awaitNone(PATIENCE);
  }

  /** Tells all to end and waits until they have, but for 5 s at most. */
  public void cancelAll() {
    try {
      if (!context.isStopped()) {
        context.cancelAllJobs();
        awaitNone(SHORT_PATIENCE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void awaitNone(Duration patience) throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    try {
      context.listenerBus().waitUntilEmpty(patience.toMillis());
    } catch (TimeoutException e) {
      return;
    }
    synchronized (this) {
      long left = end - System.nanoTime();
      while (count > 0 && left > 0 && !context.isStopped()) {
        wait(Math.max(1, Duration.ofNanos(left).toMillis()));
        left = end - System.nanoTime();
      }
    }
  }

  @Override
  public void close() {
    context.removeSparkListener(this);
  }
}
