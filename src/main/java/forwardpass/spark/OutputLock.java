package forwardpass.spark;

import forwardpass.error.OutputException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.util.ShutdownHookManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file {@code _lock} in a directory that is being written, which names the process that writes
 * it. What a process of this machine has left behind, having been killed, is cleared away by the
 * next run; of another machine's nobody here can tell whether it still runs.
 */
public final class OutputLock {
  private static final Logger LOGGER = LoggerFactory.getLogger(OutputLock.class);
  private static final String NAME = "_lock";
  private static final int FIELDS = 3;
  private static final int LONGEST = 1000;

  /** An output that this process adds to, until it is closed or the program told to end. */
  public static final class Held implements AutoCloseable {
    private final Path lock;
    private final FileSystem fileSystem;
    private final Runnable hook = this::release;

    private Held(Path lock, FileSystem fileSystem) {
      this.lock = lock;
      this.fileSystem = fileSystem;
      ShutdownHookManager.get().addShutdownHook(hook, UnfinishedOutput.HOOK_PRIORITY);
    }

    private void release() {
      try {
        fileSystem.delete(lock, false);
      } catch (IOException e) {
        LOGGER.warn("Cannot delete {}", lock, e);
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

  private OutputLock() {}

  /**
   * Makes a directory and takes it.
   *
   * @param name of the output in messages
   * @throws OutputException where another has it
   */
  static void take(Path directory, FileSystem fileSystem, String name) throws IOException {
    try (OutputStream out = fileSystem.create(new Path(directory, NAME), false)) {
      out.write(owner(ProcessHandle.current()).getBytes(StandardCharsets.UTF_8));
    } catch (FileAlreadyExistsException e) {
      requireNone(directory, fileSystem, name);
      throw taken(name, e); // it was given up just now
    }
  }

  /**
   * Takes a directory to add to it.
   *
   * @param name of the output in messages
   * @throws OutputException where another has it
   */
  public static Held hold(Path directory, FileSystem fileSystem, String name) throws IOException {
    take(directory, fileSystem, name);
    return new Held(new Path(directory, NAME), fileSystem);
  }

  /** Gives a directory up, which by now may have another name. */
  static void release(Path directory, FileSystem fileSystem) throws IOException {
    fileSystem.delete(new Path(directory, NAME), false);
  }

  /**
   * Checks that nobody has a directory.
   *
   * @param name of the output in messages
   * @throws OutputException where another run has it
   */
  public static void requireNone(Path directory, FileSystem fileSystem, String name)
      throws IOException {
    Path lock = new Path(directory, NAME);
    Optional<String> found = read(lock, fileSystem);
    if (found.isEmpty()) {
      return;
    }
    String[] fields = found.get().split(" ", -1);
    if (fields.length == FIELDS && !fields[0].equals(host())) {
      throw new OutputException(
          "Cannot write %s: process %s on %s is writing it, or was killed; choose another --output, or remove %s if it was"
              .formatted(name, fields[1], fields[0], lock));
    }
    throw taken(name, null);
  }

  private static OutputException taken(String name, Exception cause) {
    return new OutputException(
        "Cannot write %s: another run is writing it; choose another --output".formatted(name),
        cause);
  }

  /**
   * Clears away what killed processes of this machine have left: an output that holds nothing
   * complete, and what an unfinished replacement wrote beside the output; and puts back an output
   * that had been moved out of the way of one. Of an output with a manifest only the lock goes.
   */
  public static void clear(Path target, FileSystem fileSystem) throws IOException {
    clearUnfinished(
        target, fileSystem, !fileSystem.exists(new Path(target, OutputDirectory.MANIFEST)));
    FileStatus[] beside =
        fileSystem.globStatus(
            new Path(
                target.getParent(),
                "."
                    + target.getName().replaceAll("([*?\\[\\]{}\\\\])", "\\\\$1")
                    + ".*.{new,old}"));
    if (beside == null) {
      return;
    }
    for (FileStatus left : beside) {
      if (left.getPath().getName().endsWith(".new")) {
        clearUnfinished(left.getPath(), fileSystem, true);
      }
    }
    for (FileStatus left : beside) {
      String name = left.getPath().toString();
      if (name.endsWith(".old")) {
        putBack(left.getPath(), target, name.substring(0, name.length() - 4) + ".new", fileSystem);
      }
    }
  }

  /** While new results are there, another run is between its two renamings. */
  private static void putBack(Path old, Path target, String replacement, FileSystem fileSystem)
      throws IOException {
    if (fileSystem.exists(new Path(replacement))) {
      return;
    }
    if (fileSystem.exists(target)) {
      fileSystem.delete(old, true);
    } else {
      fileSystem.rename(old, target);
    }
  }

  private static void clearUnfinished(Path directory, FileSystem fileSystem, boolean whole)
      throws IOException {
    Path lock = new Path(directory, NAME);
    if (!isOfTheDead(lock, fileSystem)) {
      return;
    }
    // Of several that find it, one renames it.
    Path stale = new Path(directory, NAME + "." + UUID.randomUUID());
    if (fileSystem.rename(lock, stale)) {
      fileSystem.delete(whole ? directory : stale, true);
    }
  }

  private static boolean isOfTheDead(Path lock, FileSystem fileSystem) throws IOException {
    Optional<String> found = read(lock, fileSystem);
    if (found.isEmpty()) {
      return false;
    }
    String owner = found.get();
    String[] fields = owner.split(" ", -1);
    if (fields.length != FIELDS || !fields[0].equals(host())) {
      return false;
    }
    return ProcessHandle.of(Long.parseLong(fields[1]))
        .filter(process -> owner(process).equals(owner))
        .isEmpty();
  }

  /** None where nobody has the directory. */
  private static Optional<String> read(Path lock, FileSystem fileSystem) throws IOException {
    try (InputStream in = fileSystem.open(lock)) {
      return Optional.of(new String(in.readNBytes(LONGEST), StandardCharsets.UTF_8));
    } catch (FileNotFoundException e) {
      return Optional.empty();
    }
  }

  /** Host, process and start: numbers of processes are used again. */
  private static String owner(ProcessHandle process) {
    return "%s %d %s"
        .formatted(
            host(), process.pid(), process.info().startInstant().map(Instant::toString).orElse(""));
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName().replace(' ', '_');
    } catch (java.net.UnknownHostException e) {
      return "unknown";
    }
  }
}
