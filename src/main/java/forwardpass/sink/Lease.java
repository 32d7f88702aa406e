package forwardpass.sink;

import forwardpass.error.OutputException;
import forwardpass.files.Throttling;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.util.ShutdownHookManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A directory that this run holds: its lock is renewed until it is given up. A run that stood still
 * for too long may find that another has taken it; it then changes nothing there any more.
 */
final class Lease implements AutoCloseable {
  /** So many renewals in the time after which a lock counts as dead. */
  static final int RENEWALS = 6;

  /**
   * After what is not complete is discarded, and before Hadoop's hook, which closes file systems.
   */
  private static final int HOOK_PRIORITY = FileSystem.SHUTDOWN_HOOK_PRIORITY + 1;

  private static final Logger LOGGER = LoggerFactory.getLogger(Lease.class);

  private final FileSystem fileSystem;
  private final OutputName name;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Runnable hook = this::release;
  private Path directory;
  private LockOwner owner;

  /**
   * @param owner what the lock in the directory says
   * @param name of the output in messages
   */
  Lease(Path directory, LockOwner owner, FileSystem fileSystem, OutputName name) {
    this.directory = directory;
    this.owner = owner;
    this.fileSystem = AtomicFile.withoutChecksums(fileSystem);
    this.name = name;
    Thread renewing = new Thread(this::renewUntilClosed, "lock of " + name);
    renewing.setDaemon(true);
    renewing.start();
  }

  /** Gives the directory up when the program is told to end, too. */
  Lease releasedAtExit() {
    ShutdownHookManager.get().addShutdownHook(hook, HOOK_PRIORITY);
    return this;
  }

  private void renewUntilClosed() {
    try {
      while (!closed.await(owner.timeoutMillis() / RENEWALS, TimeUnit.MILLISECONDS)) {
        renew();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void renew() {
    try {
      if (closed.getCount() > 0) {
        Optional<ObjectStore> store = ObjectStore.of(lock(), fileSystem);
        if (store.isPresent()) {
          renewIn(store.get());
        } else if (isHeld()) {
          owner = owner.renewed();
          write();
        }
      }
    } catch (IOException | RuntimeException e) {
      LOGGER.warn("Cannot renew the lock of {}", name, e); // there is time for more attempts
    }
  }

  /** Never over the lock of another, however long this run has stood still since it looked. */
  private void renewIn(ObjectStore store) throws IOException {
    Throttling.tell(fileSystem);
    Optional<ObjectStore.Version> held = store.version(lock());
    if (held.filter(version -> isOurs(version.text())).isPresent()) {
      owner = owner.renewed();
      store.replace(lock(), held.get(), owner.text());
    }
  }

  /** Elsewhere than on a local disk, a file that is created takes its name when it is complete. */
  private void write() throws IOException {
    if (fileSystem instanceof RawLocalFileSystem) {
      AtomicFile.write(lock(), owner.text(), fileSystem);
    } else {
      try (OutputStream out = fileSystem.create(lock(), true)) {
        out.write(owner.text().getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  private Path lock() {
    return OutputLock.in(directory);
  }

  /** Whether the directory is still this run's. */
  synchronized boolean isHeld() throws IOException {
    return AtomicFile.text(lock(), fileSystem)
        .filter(text -> text.isEmpty() || isOurs(text)) // empty while it is being written
        .isPresent();
  }

  private boolean isOurs(String text) {
    return LockOwner.parse(text).filter(found -> found.id().equals(owner.id())).isPresent();
  }

  /**
   * Checks that the directory is still this run's.
   *
   * @throws OutputException where another run has taken it
   */
  synchronized void requireHeld() throws IOException {
    if (!isHeld()) {
      throw new OutputException(
          "Cannot write %s: its lock is gone, or another run has taken it as this one stood still for more than %d s; choose another %s"
              .formatted(
                  name, TimeUnit.MILLISECONDS.toSeconds(owner.timeoutMillis()), name.option()));
    }
  }

  /** What tells its lock from all others. */
  synchronized String id() {
    return owner.id();
  }

  synchronized Path directory() {
    return directory;
  }

  /** Gives the directory another name, and goes on holding it. */
  synchronized void moveTo(Path target) throws IOException {
    requireHeld();
    OutputLock.rename(directory, target, fileSystem);
    directory = target;
    requireHeld();
  }

  /** Deletes the directory, if it is still this run's. */
  synchronized void deleteDirectory() throws IOException {
    closed.countDown();
    if (!isHeld()) {
      return;
    }
    if (ObjectStore.of(directory, fileSystem).isPresent()) {
      deleteFiles();
    } else {
      fileSystem.delete(directory, true);
    }
  }

  /** The lock last: when that is gone, what is there may be another's. */
  private void deleteFiles() throws IOException {
    for (FileStatus entry : fileSystem.listStatus(directory)) {
      if (!OutputLock.is(entry)) {
        fileSystem.delete(entry.getPath(), true);
      }
    }
    if (isHeld()) {
      fileSystem.delete(lock(), false);
      OutputLock.deleteIfEmpty(directory, fileSystem);
    }
  }

  private synchronized void release() {
    closed.countDown();
    try {
      if (isHeld()) {
        fileSystem.delete(lock(), false);
      }
    } catch (IOException e) {
      LOGGER.warn("Cannot delete {}", lock(), e);
    }
  }

  @Override
  public void close() {
    release();
    if (!ShutdownHookManager.get().isShutdownInProgress()) {
      ShutdownHookManager.get().removeShutdownHook(hook);
    }
  }
}
