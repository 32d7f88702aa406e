package forwardpass.spark;

import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.SparkListenerTaskStart;

/**
 * The tasks that run at a time. When a job fails, Spark tells its other tasks to end, and does not
 * wait until they do.
 */
final class RunningTasks extends SparkListener implements AutoCloseable {
  private final SparkContext context;
  private int count;

  /** Counts from now on. */
  RunningTasks(SparkContext context) {
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

  /** Waits until none runs, but not for ever: one may hang in what it reads. */
  void awaitNone(Duration patience) throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    try {
      context.listenerBus().waitUntilEmpty(patience.toMillis());
    } catch (TimeoutException e) {
      return;
    }
    synchronized (this) {
      long left = end - System.nanoTime();
      while (count > 0 && left > 0) {
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
