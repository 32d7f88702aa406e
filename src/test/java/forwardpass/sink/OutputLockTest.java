package forwardpass.sink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import forwardpass.error.OutputException;
import forwardpass.error.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever lives keeps its output; whoever is dead does not keep others from it. */
class OutputLockTest {
  private static final long SHORT_MILLIS = 300;

  @TempDir private Path dir;

  private FileSystem fileSystem;
  private org.apache.hadoop.fs.Path output;
  private Path lock;

  @BeforeEach
  void getFileSystem() throws IOException {
    fileSystem = FileSystem.getLocal(new Configuration());
    output = new org.apache.hadoop.fs.Path(dir.toString());
    lock = dir.resolve("_lock");
  }

  private Lease takenFor(String time) throws IOException {
    System.setProperty(LockOwner.TIMEOUT, time);
    try {
      return OutputLock.take(output, fileSystem, new OutputName("out", "--output"));
    } finally {
      System.clearProperty(LockOwner.TIMEOUT);
    }
  }

  private OutputLock.State state() throws IOException {
    return OutputLock.state(output, fileSystem);
  }

  private void assertTakenFromOthers(Lease lease) throws IOException {
    assertEquals(OutputLock.State.TAKEN, state());
    OutputException refused =
        assertThrows(
            OutputException.class,
            () -> OutputLock.take(output, fileSystem, new OutputName("out", "--output")).close());
    assertEquals(
        "Cannot write out: another run is writing it; choose another --output",
        refused.getMessage());
    lease.requireHeld();
  }

  private static void await(Condition condition) throws Exception {
    while (!condition.holds()) {
      Thread.sleep(10);
    }
  }

  private interface Condition {
    boolean holds() throws IOException;
  }

  @Test
  void ofTwoRunsOneTakesIt() throws IOException {
    try (Lease lease = OutputLock.take(output, fileSystem, new OutputName("out", "--output"))) {
      assertTakenFromOthers(lease);
    }
    assertEquals(OutputLock.State.FREE, state());
    assertFalse(Files.exists(lock));
  }

  @Test
  void aProcessThatIsGoneFromThisMachineIsDeadAtOnce() throws IOException {
    Files.writeString(lock, Locks.ofADeadProcess());

    assertEquals(OutputLock.State.EXPIRED, state());
  }

  @Test
  void containersThatShareNameAndNumbersAreNotTakenForOne() throws IOException {
    LockOwner self = LockOwner.ofThisProcess();
    for (String place : new String[] {"host", "boot", "namespace"}) {
      LockOwner other =
          new LockOwner(
              self.id(),
              0,
              60_000,
              place.equals("host") ? "another" : self.host(),
              self.process(),
              "1970-01-01T00:00:00Z",
              place.equals("boot") ? "another" : self.boot(),
              place.equals("namespace") ? "another" : self.namespace());
      assertEquals(LockOwner.Life.UNKNOWN, other.life(), place);
    }
  }

  @Test
  void whatCannotBeFoundOutIsNeverTheSame() {
    LockOwner self = LockOwner.ofThisProcess();
    LockOwner unknown =
        new LockOwner(self.id(), 0, 60_000, "-", self.process(), "1970-01-01T00:00:00Z", "-", "-");

    assertEquals(LockOwner.Life.UNKNOWN, unknown.life());
  }

  @Test
  void aLockThatStandsStillForItsOwnTimeIsDead() throws IOException {
    Files.writeString(lock, Locks.ofAnotherMachine(SHORT_MILLIS));

    long start = System.nanoTime();
    assertEquals(OutputLock.State.EXPIRED, state());

    assertTrue(System.nanoTime() - start >= SHORT_MILLIS * 1_000_000);
  }

  @Test
  void aLockThatChangesMeanwhileIsNot() throws Exception {
    String text = Locks.ofAnotherMachine(600_000);
    Files.writeString(lock, text);
    CompletableFuture<Void> renewed =
        CompletableFuture.runAsync(
            () -> {
              try {
                Thread.sleep(200);
                Files.writeString(lock, LockOwner.parse(text).get().renewed().text());
              } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });

    assertEquals(OutputLock.State.TAKEN, state());

    renewed.get();
  }

  @Test
  void whoHoldsItRenewsIt() throws Exception {
    try (Lease lease = takenFor("600ms")) {
      String first = Files.readString(lock);
      await(() -> Files.exists(lock) && !Files.readString(lock).equals(first));

      LockOwner before = LockOwner.parse(first).get();
      LockOwner after = LockOwner.parse(Files.readString(lock)).get();
      assertEquals(before.id(), after.id());
      assertTrue(after.renewal() > before.renewal());
      lease.requireHeld();
    }
  }

  /** More renewals than there are in the time after which it would count as dead. */
  @Test
  void whoLivesLongerThanThatTimeIsNotTakenForDeadElsewhere() throws Exception {
    String text = Locks.ofAnotherMachine(3000);
    Files.writeString(lock, text);
    try (Lease lease =
        new Lease(
            output, LockOwner.parse(text).get(), fileSystem, new OutputName("out", "--output"))) {
      await(() -> LockOwner.parse(Files.readString(lock)).get().renewal() > Lease.RENEWALS);

      assertTakenFromOthers(lease);
    }
    assertEquals(OutputLock.State.FREE, state());
  }

  @Test
  void whoHasLostItWritesAndDeletesNothingMore() throws Exception {
    try (Lease lease = takenFor("600ms")) {
      String other = Locks.ofAnotherMachine(600_000);
      Files.writeString(dir.resolve("part-of-another"), "kept");
      Files.writeString(dir.resolve("_lock.other"), other);
      Files.move(
          dir.resolve("_lock.other"), lock, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
      Thread.sleep(300); // it would have renewed

      OutputException lost = assertThrows(OutputException.class, lease::requireHeld);
      lease.deleteDirectory();

      assertTrue(
          lost.getMessage().startsWith("Cannot write out: its lock is gone, or another run"),
          lost.getMessage());
      assertEquals(other, Files.readString(lock));
    }
    assertTrue(Files.exists(lock));
    assertEquals("kept", Files.readString(dir.resolve("part-of-another")));
  }

  @Test
  void itGoesWithADirectoryThatIsRenamed() throws Exception {
    Path to = dir.resolve("to");
    output = new org.apache.hadoop.fs.Path(dir.resolve("from").toString());
    try (Lease lease = takenFor("600ms")) {
      lease.moveTo(new org.apache.hadoop.fs.Path(to.toString()));
      String first = Files.readString(to.resolve("_lock"));
      await(() -> !Files.readString(to.resolve("_lock")).equals(first));

      assertNotEquals(first, Files.readString(to.resolve("_lock")));
      assertFalse(Files.exists(dir.resolve("from")));
    }
    assertFalse(Files.exists(to.resolve("_lock")));
  }

  @Test
  void aTimeThatIsNoneIsAUsageError() {
    UsageException refused = assertThrows(UsageException.class, () -> takenFor("soon"));

    assertEquals(
        "Invalid --conf spark.forwardpass.lock.timeout: expected a time such as 60s, found soon",
        refused.getMessage());
  }
}
