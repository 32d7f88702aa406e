package forwardpass.sink;

import forwardpass.error.OutputException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file {@code _lock} in a directory that a run writes. The run renews it while it lives.
 * Another run takes it for dead when the process is certainly gone from this machine, or when the
 * file has not changed for as long as it says itself; no clocks are compared.
 */
final class OutputLock {
  /** Shown on stderr, as conf/log4j2.properties has it. */
  private static final Logger LOGGER = LoggerFactory.getLogger(OutputLock.class);

  private static final String NAME = "_lock";

  /** How often a lock is looked at while it is watched, and how seldom at most. */
  private static final int LOOKS = 30;

  private static final long MOST_MILLIS = 1000;

  /** What a directory's lock says. */
  enum State {
    FREE,
    TAKEN,
    EXPIRED
  }

  private OutputLock() {}

  static Path in(Path directory) {
    return new Path(directory, NAME);
  }

  /** Whether a file is a lock, or a new version of one. */
  static boolean is(FileStatus file) {
    String name = file.getPath().getName();
    return name.equals(NAME) || name.equals("." + NAME + ".partial");
  }

  /**
   * Takes a directory, which is made where there is none.
   *
   * @param name of the output in messages
   * @throws OutputException where another has it
   */
  static Lease take(Path directory, FileSystem fileSystem, OutputName name) throws IOException {
    LockOwner owner = LockOwner.ofThisProcess();
    if (!make(in(directory), owner.text(), fileSystem)) {
      requireNone(directory, fileSystem, name);
      throw taken(name); // it was given up just now
    }
    return new Lease(directory, owner, fileSystem, name);
  }

  private static boolean make(Path lock, String text, FileSystem fileSystem) throws IOException {
    Optional<ObjectStore> store = ObjectStore.of(lock, fileSystem);
    if (store.isPresent()) {
      return store.get().create(lock, text);
    }
    try (OutputStream out = AtomicFile.withoutChecksums(fileSystem).create(lock, false)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    }
  }

  /**
   * Takes a directory of a store from a run that is dead.
   *
   * @param expired its lock
   * @param name of the output in messages
   * @return nothing where another has taken it
   */
  static Optional<Lease> takeOver(
      Path directory, ObjectStore.Version expired, ObjectStore store, OutputName name)
      throws IOException {
    LockOwner owner = LockOwner.ofThisProcess();
    return store.replace(in(directory), expired, owner.text())
        ? Optional.of(new Lease(directory, owner, store.fileSystem(), name))
        : Optional.empty();
  }

  /**
   * Takes a directory to add to it.
   *
   * @param name of the output in messages
   * @throws OutputException where another has it
   */
  static Lease hold(Path directory, FileSystem fileSystem, OutputName name) throws IOException {
    return take(directory, fileSystem, name).releasedAtExit();
  }

  /**
   * Checks that nobody has a directory.
   *
   * @param name of the output in messages
   * @throws OutputException where another run has it
   */
  static void requireNone(Path directory, FileSystem fileSystem, OutputName name)
      throws IOException {
    Optional<String> found = text(directory, fileSystem);
    if (found.isEmpty()) {
      return;
    }
    if (LockOwner.parse(found.get()).isEmpty()) {
      throw new OutputException(
          "Cannot write %s: a run of an earlier version is writing it, or was killed, or it is being written by something else; choose another %s, or remove %s if nothing writes there (it says: %s)"
              .formatted(name, name.option(), in(directory), firstLine(found.get())));
    }
    throw taken(name);
  }

  /**
   * Checks that a directory is still that of a run.
   *
   * @param id in the run's lock
   * @throws IOException where it is not
   */
  static void requireOf(String id, Path directory, FileSystem fileSystem) throws IOException {
    if (text(directory, fileSystem)
        .flatMap(LockOwner::parse)
        .filter(owner -> owner.id().equals(id))
        .isEmpty()) {
      throw new IOException("the lock is gone, or another run has taken it");
    }
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse("nothing");
  }

  private static OutputException taken(OutputName name) {
    return new OutputException(
        "Cannot write %s: another run is writing it; choose another %s"
            .formatted(name, name.option()));
  }

  /** Whose a directory is. Where only time can tell, this takes as long as the lock says. */
  static State state(Path directory, FileSystem fileSystem) throws IOException {
    Optional<String> first = text(directory, fileSystem);
    if (first.isEmpty()) {
      return State.FREE;
    }
    Optional<LockOwner> owner = first.flatMap(LockOwner::parse);
    if (owner.isEmpty()) {
      return State.TAKEN;
    }
    return switch (owner.get().life()) {
      case ALIVE -> State.TAKEN;
      case DEAD -> State.EXPIRED;
      case UNKNOWN -> watched(directory, fileSystem, first, owner.get());
    };
  }

  private static State watched(
      Path directory, FileSystem fileSystem, Optional<String> first, LockOwner owner)
      throws IOException {
    long millis = Math.max(owner.timeoutMillis(), 1);
    LOGGER.warn(
        "{} was locked by process {} on {}; waiting up to {} s to see whether that still runs",
        directory,
        owner.process(),
        owner.host(),
        TimeUnit.MILLISECONDS.toSeconds(millis - 1) + 1);
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    while (System.nanoTime() - end < 0) {
      try {
        Thread.sleep(Math.min(millis / LOOKS + 1, MOST_MILLIS));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return State.TAKEN;
      }
      Optional<String> now = text(directory, fileSystem);
      if (!now.equals(first)) {
        return now.isEmpty() ? State.FREE : State.TAKEN;
      }
    }
    return State.EXPIRED;
  }

  private static Optional<String> text(Path directory, FileSystem fileSystem) throws IOException {
    return AtomicFile.text(in(directory), AtomicFile.withoutChecksums(fileSystem));
  }

  /** A store keeps a mark of a directory whose last file went. */
  static void deleteIfEmpty(Path directory, FileSystem fileSystem) throws IOException {
    try {
      if (fileSystem.listStatus(directory).length == 0) {
        fileSystem.delete(directory, false);
      }
    } catch (FileNotFoundException e) {
      // there is none
    }
  }

  static void rename(Path from, Path to, FileSystem fileSystem) throws IOException {
    // Onto a directory that is there, some file systems rename into it.
    if (fileSystem.exists(to) || !fileSystem.rename(from, to)) {
      throw new IOException("could not rename %s to %s".formatted(from, to));
    }
  }
}
