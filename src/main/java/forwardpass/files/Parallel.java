package forwardpass.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Reads the beginnings of many files, or many directories, at once: on a store far away each takes
 * its time.
 */
public final class Parallel {
  /**
   * So many that a hundred thousand files, each of which takes 20 ms, take half a minute; Hadoop's
   * object stores have more connections.
   */
  private static final int AT_ONCE = 64;

  /** For a reader that was interrupted to come to its end. */
  private static final int SECONDS_TO_END = 10;

  /** What is done with each. */
  public interface Reader<T, R> {
    /** Reads one. */
    R read(T file) throws IOException;
  }

  private Parallel() {}

  /**
   * What a reader gives for each file, in their order.
   *
   * @throws UncheckedIOException where it fails for one
   */
  public static <T, R> List<R> map(List<T> files, Reader<T, R> reader) {
    if (files.isEmpty()) {
      return List.of();
    }
    if (files.size() == 1) {
      return List.of(alone(files.get(0), reader));
    }
    ExecutorService threads =
        Executors.newFixedThreadPool(Math.min(files.size(), AT_ONCE), Parallel::thread);
    try {
      List<Future<R>> futures = new ArrayList<>(files.size());
      for (T file : files) {
        futures.add(threads.submit(() -> reader.read(file)));
      }
      List<R> results = new ArrayList<>(files.size());
      for (Future<R> future : futures) {
        results.add(future.get());
      }
      return results;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      if (e.getCause() instanceof IOException cause) {
        throw new UncheckedIOException(cause);
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while reading files", e);
    } finally {
      end(threads);
    }
  }

  private static <T, R> R alone(T file, Reader<T, R> reader) {
    try {
      return reader.read(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "forwardpass-reader");
    thread.setDaemon(true);
    return thread;
  }

  /** Where one has failed, the others are still reading. */
  private static void end(ExecutorService threads) {
    threads.shutdownNow();
    try {
      threads.awaitTermination(SECONDS_TO_END, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
