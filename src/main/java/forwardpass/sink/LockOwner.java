package forwardpass.sink;

import forwardpass.error.UsageException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.apache.spark.network.util.JavaUtils;

/**
 * What the file {@code _lock} says of the run that holds an output, on one line.
 *
 * @param id of this one lock
 * @param renewal counts up while the run lives
 * @param timeoutMillis after which it counts as dead if the line has not changed
 * @param host for people to read, and one of three that tell a machine
 * @param process its number
 * @param start when it began: numbers are used again
 * @param boot of the machine's kernel
 * @param namespace in which the process has its number
 */
record LockOwner(
    String id,
    long renewal,
    long timeoutMillis,
    String host,
    long process,
    String start,
    String boot,
    String namespace) {
  /** How long a lock must stand still until another run may take it. */
  static final String TIMEOUT = "spark.forwardpass.lock.timeout";

  private static final String KIND = "lease";
  private static final int FIELDS = 9;

  /** What cannot be found out; it is like nothing else, and not like itself. */
  private static final String UNKNOWN = "-";

  /** What another run can tell of the owner of a lock. */
  enum Life {
    ALIVE,
    DEAD,
    /** It is, or may be, on another machine or in another container. */
    UNKNOWN
  }

  static LockOwner ofThisProcess() {
    ProcessHandle self = ProcessHandle.current();
    return new LockOwner(
        UUID.randomUUID().toString(),
        0,
        configuredTimeout(),
        hostName(),
        self.pid(),
        start(self),
        bootId(),
        pidNamespace());
  }

  private static long configuredTimeout() {
    String value = System.getProperty(TIMEOUT, "60s");
    try {
      long millis = JavaUtils.timeStringAsMs(value);
      if (millis > 0) {
        return millis;
      }
    } catch (NumberFormatException e) {
      // told below
    }
    throw new UsageException(
        "Invalid --conf %s: expected a time such as 60s, found %s".formatted(TIMEOUT, value));
  }

  /** Nothing where it is not a line of this kind. */
  static Optional<LockOwner> parse(String text) {
    String[] fields = text.split(" ", -1);
    if (fields.length != FIELDS || !fields[0].equals(KIND)) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new LockOwner(
              fields[1],
              Long.parseLong(fields[2]),
              Long.parseLong(fields[3]),
              fields[4],
              Long.parseLong(fields[5]),
              fields[6],
              fields[7],
              fields[8]));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  String text() {
    return String.join(
        " ",
        KIND,
        id,
        String.valueOf(renewal),
        String.valueOf(timeoutMillis),
        host,
        String.valueOf(process),
        start,
        boot,
        namespace);
  }

  LockOwner renewed() {
    return new LockOwner(id, renewal + 1, timeoutMillis, host, process, start, boot, namespace);
  }

  /** Containers share names and numbers: only all three together are one place. */
  Life life() {
    boolean isHere =
        known(host, hostName()) && known(boot, bootId()) && known(namespace, pidNamespace());
    if (!isHere || !showsAllProcesses()) {
      return Life.UNKNOWN;
    }
    return ProcessHandle.of(process).filter(other -> start(other).equals(start)).isPresent()
        ? Life.ALIVE
        : Life.DEAD;
  }

  private static boolean known(String theirs, String ours) {
    return theirs.equals(ours) && !ours.equals(UNKNOWN);
  }

  /** A system can hide the processes of other users. */
  private static boolean showsAllProcesses() {
    return Files.isReadable(Path.of("/proc/1/stat"));
  }

  private static String start(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toString).orElse(UNKNOWN);
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName().replaceAll("\\s", "_");
    } catch (UnknownHostException e) {
      return UNKNOWN;
    }
  }

  private static String bootId() {
    try {
      return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
    } catch (IOException e) {
      return UNKNOWN;
    }
  }

  private static String pidNamespace() {
    try {
      return Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString();
    } catch (IOException | UnsupportedOperationException e) {
      return UNKNOWN;
    }
  }
}
