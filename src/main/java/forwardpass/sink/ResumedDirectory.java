package forwardpass.sink;

import forwardpass.error.OutputException;
import java.io.IOException;
import java.util.Arrays;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** A directory to which this run, and no other, adds what earlier runs have not committed there. */
public final class ResumedDirectory {
  private final Path path;
  private final FileSystem fileSystem;
  private final Lease lease;

  private ResumedDirectory(Path path, FileSystem fileSystem, Lease lease) {
    this.path = path;
    this.fileSystem = fileSystem;
    this.lease = lease;
  }

  /** What is done while the directory is held. */
  public interface Work<T> {
    T in(ResumedDirectory directory) throws IOException;
  }

  /**
   * Holds a directory for some work. It is made where there is none, and goes where the work leaves
   * nothing in it.
   *
   * @param name of the output, as it was given
   * @throws OutputException where another run has it, or where it is no output of an earlier run
   */
  public static <T> T hold(String name, Configuration hadoop, Work<T> work) throws IOException {
    Path named = new Path(name);
    FileSystem fileSystem = named.getFileSystem(hadoop);
    Path path = fileSystem.makeQualified(named);
    OutputName output = new OutputName(name, "--output");
    LeftOutput.clear(path, fileSystem, output);
    OutputLock.requireNone(path, fileSystem, output);
    requireResumable(path, fileSystem, name);
    boolean isNew = !fileSystem.exists(path);
    try (Lease lease = OutputLock.hold(path, fileSystem, output)) {
      requireResumable(path, fileSystem, name); // nobody has written it just now
      return work.in(new ResumedDirectory(path, fileSystem, lease));
    } finally {
      if (isNew && fileSystem.exists(path) && fileSystem.listStatus(path).length == 0) {
        fileSystem.delete(path, false);
      }
    }
  }

  private static void requireResumable(Path path, FileSystem fileSystem, String name)
      throws IOException {
    if (fileSystem.exists(path)
        && Arrays.stream(fileSystem.listStatus(path)).anyMatch(file -> !OutputLock.is(file))
        && !CompleteOutput.hasManifest(path, fileSystem)) {
      throw new OutputException(
          "Cannot resume %s: expected the output of an earlier run, found no %s in it; choose another --output"
              .formatted(name, CompleteOutput.MANIFEST));
    }
  }

  /** Where it is, with its scheme. */
  public Path path() {
    return path;
  }

  /** The file system that it is on. */
  public FileSystem fileSystem() {
    return fileSystem;
  }

  /**
   * Checks that the directory is still this run's.
   *
   * @throws OutputException where another run has taken it
   */
  public void requireHeld() throws IOException {
    lease.requireHeld();
  }

  /** Says that what is there is not complete: there is more to come. */
  public void begin() throws IOException {
    CompleteOutput.unmark(path, fileSystem);
  }

  /** Says that what is there is complete. */
  public void complete() throws IOException {
    CompleteOutput.mark(path, fileSystem);
  }
}
