package forwardpass.sink;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.util.ShutdownHookManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a job writes to a directory that it holds. It is discarded unless it is complete, when the
 * job is over or the program is told to end.
 */
final class UnfinishedOutput implements AutoCloseable {
  /**
   * After Spark's own hook, with which every job is over, and before a {@link Lease} gives the
   * directory up.
   */
  private static final int HOOK_PRIORITY = FileSystem.SHUTDOWN_HOOK_PRIORITY + 2;

  private static final long PATIENCE_SECONDS = 5;
  private static final Logger LOGGER = LoggerFactory.getLogger(UnfinishedOutput.class);

  private final Discarding discarding;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Runnable hook = this::awaitClosed;
  private volatile boolean complete;

  /** How it is discarded. */
  interface Discarding {
    void discard() throws IOException;
  }

  UnfinishedOutput(Discarding discarding) {
    this.discarding = discarding;
    ShutdownHookManager.get().addShutdownHook(hook, HOOK_PRIORITY);
  }

  /** It is to stay. */
  void complete() {
    complete = true;
  }

  @Override
  public void close() {
    discard();
    closed.countDown();
    if (!ShutdownHookManager.get().isShutdownInProgress()) {
      ShutdownHookManager.get().removeShutdownHook(hook);
    }
  }

  /** The job's own thread may be about to make directories; it notices that Spark is stopped. */
  private void awaitClosed() {
    try {
      if (!closed.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        discard();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Best effort: what failed before, or the end of the program, is what the user hears of. */
  private void discard() {
    try {
      if (!complete) {
        discarding.discard();
      }
    } catch (IOException e) {
      LOGGER.warn("Cannot delete incomplete output", e);
    }
  }
}
