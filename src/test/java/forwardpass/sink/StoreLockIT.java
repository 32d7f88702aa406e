package forwardpass.sink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import forwardpass.error.OutputException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;

/** An output on S3 has one owner, and its lock is never taken from a run that holds it. */
class StoreLockIT extends OnStore {
  private static final int MANY = 8;

  private String locked() throws IOException {
    return AtomicFile.text(lock(), s3).orElseThrow();
  }

  /** What each of many gives that do the same at once. */
  private static <T> List<T> each(Callable<T> work) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(MANY);
    try {
      List<T> all = new ArrayList<>();
      List<Callable<T>> works = new ArrayList<>();
      for (int i = 0; i < MANY; i++) {
        works.add(work);
      }
      for (Future<T> one : threads.invokeAll(works)) {
        all.add(one.get());
      }
      return all;
    } catch (ExecutionException e) {
      throw new AssertionError(e.getCause());
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void ofManyWhoWantAnOutputOneHasIt() throws Exception {
    List<String> results =
        each(
            () -> {
              try {
                OutputLock.take(output, s3, OUT);
                return "mine";
              } catch (OutputException e) {
                return e.getMessage();
              }
            });

    assertEquals(1, results.stream().filter("mine"::equals).count(), results.toString());
    assertEquals(
        MANY - 1,
        results.stream()
            .filter("Cannot write out: another run is writing it; choose another --output"::equals)
            .count(),
        results.toString());
  }

  @Test
  void ofManyWhoFindTheLockOfADeadRunOneTakesIt() throws Exception {
    store().put(lock(), Locks.ofADeadProcess());
    ObjectStore.Version dead = store().version(lock()).orElseThrow();

    List<Optional<Lease>> leases = each(() -> OutputLock.takeOver(output, dead, store(), OUT));

    List<Lease> taken = leases.stream().flatMap(Optional::stream).toList();
    assertEquals(1, taken.size());
    taken.get(0).requireHeld();
    taken.get(0).close();
  }

  /** It looked, and then stood still, and another took the output over before it wrote. */
  @Test
  void whoRenewsALockThatAnotherHasTakenMeanwhileLosesIt() throws Exception {
    String other = Locks.ofAnotherMachine(600_000);
    try (Lease lease = takenFor("600ms")) {
      CountDownLatch befallen = new CountDownLatch(1);
      proxy.befallNext(
          forwarding -> {
            try (FileSystem direct = server.fileSystem()) {
              new ObjectStore(direct).put(lock(), other);
            }
            befallen.countDown();
            return forwarding.answer();
          });
      befallen.await();

      OutputException lost = assertThrows(OutputException.class, lease::requireHeld);
      lease.deleteDirectory();

      assertTrue(
          lost.getMessage().startsWith("Cannot write out: its lock is gone, or another run"),
          lost.getMessage());
    }
    assertEquals(other, locked());
  }

  private Lease takenFor(String time) throws IOException {
    System.setProperty(LockOwner.TIMEOUT, time);
    try {
      return OutputLock.take(output, s3, OUT);
    } finally {
      System.clearProperty(LockOwner.TIMEOUT);
    }
  }

  /** The put is done again, and refused, because the first was done. */
  @Test
  void aLockWhoseAnswerIsLostIsHeldAllTheSame() throws Exception {
    proxy.befallNext(
        forwarding -> {
          forwarding.answer();
          throw new IOException("the connection is closed without an answer");
        });

    try (Lease lease = OutputLock.take(output, s3, OUT)) {
      lease.requireHeld();
      assertEquals(lease.id(), LockOwner.parse(locked()).orElseThrow().id());
    }
    assertFalse(s3.exists(lock()));
  }

  /** Between the request that tells of it and the one that reads it. */
  @Test
  void aLockThatIsRenewedWhileItIsReadIsReadAgain() throws Exception {
    String first = Locks.ofAnotherMachine(600_000);
    String renewed = Locks.renewed(first);
    store().put(lock(), first);
    AtomicInteger reads = new AtomicInteger();
    proxy.befall(
        request -> {
          if (request.equals("GET " + path(lock())) && reads.incrementAndGet() == 1) {
            try (FileSystem direct = server.fileSystem()) {
              new ObjectStore(direct).put(lock(), renewed);
            }
          }
          return 200;
        });

    ObjectStore.Version version = store().version(lock()).orElseThrow();

    assertEquals(renewed, version.text());
    assertTrue(store().replace(lock(), version, Locks.renewed(renewed)));
    assertEquals(Locks.renewed(renewed), locked());
  }

  private static String path(Path file) {
    return "/" + file.toUri().getHost() + file.toUri().getPath();
  }
}
