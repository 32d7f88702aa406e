package forwardpass.sink;

import forwardpass.error.OutputException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.spark.sql.SparkSession;

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

  /**
   * Whether what a job writes can be uploaded to where it is to be, and be there when the job
   * commits: {@link #add}.
   */
  public boolean isCommittedByStore(Destination destination, SparkSession spark)
      throws IOException {
    return StoreCommit.isFor(path, fileSystem)
        && OutputFormat.isOfPartFiles(destination.format(), spark);
  }

  /**
   * Where a job writes files beside those that are there. They are there when it has ended, or none
   * is.
   *
   * @param group in their names
   */
  public PredictionSink add(Destination destination, FileGroup group) {
    return (scored, completion) ->
        new RowWriter(destination, scored.table().sparkSession(), directory -> scored, completion)
            .add(path, group, lease, () -> discardIfHeld(group));
  }

  /**
   * Deletes the files of groups that are not complete, and ends what is being uploaded.
   *
   * @param complete IDs of groups
   */
  public void keepOnly(Set<String> complete) throws IOException {
    lease.requireHeld();
    discard(group -> !complete.contains(group.id()));
  }

  private void discardIfHeld(FileGroup failed) throws IOException {
    if (lease.isHeld()) {
      discard(failed::equals);
    }
  }

  /** First the uploads, which a run that has lost the directory might still complete. */
  private void discard(Predicate<FileGroup> isDiscarded) throws IOException {
    StoreCommit.deleteUploads(path, fileSystem);
    RemoteIterator<LocatedFileStatus> files = fileSystem.listFiles(path, true);
    while (files.hasNext()) {
      Path file = files.next().getPath();
      if (FileGroup.ofFile(file.getName()).filter(isDiscarded).isPresent()) {
        fileSystem.delete(file, false);
      }
    }
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
