package forwardpass.files;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;

/** A directory of which many files are read, by several threads where they like. */
public final class OpenDirectory {
  private final Path path;
  private final FileSystem fileSystem;
  private final boolean mayHaveChecksums;

  /** Null where it is not on this machine. */
  private final File local;

  private OpenDirectory(Path path, FileSystem fileSystem, boolean mayHaveChecksums) {
    this.path = path;
    this.fileSystem = fileSystem;
    this.mayHaveChecksums = mayHaveChecksums;
    this.local =
        fileSystem instanceof LocalFileSystem ofMachine ? ofMachine.pathToFile(path) : null;
  }

  /**
   * Opens one.
   *
   * @param path with its scheme
   * @param mayHaveChecksums whether files may have checksums of Hadoop's beside them, where they
   *     are on this machine
   */
  public static OpenDirectory of(Path path, boolean mayHaveChecksums, Configuration hadoop)
      throws IOException {
    return new OpenDirectory(path, path.getFileSystem(hadoop), mayHaveChecksums);
  }

  /** Whether it is on this machine, where nothing is won by reading several files at once. */
  public boolean isLocal() {
    return local != null;
  }

  /**
   * Opens a file; the caller closes it. Hadoop's own way takes longer than to read a small one: it
   * is for those local files beside which there are checksums.
   */
  public InputStream open(String name) throws IOException {
    boolean isPlain = name.contains(":") || !mayHaveChecksums || !checksums(name).exists();
    if (local != null && isPlain) {
      return new FileInputStream(new File(local, name));
    }
    return fileSystem.open(HadoopPath.child(path, name));
  }

  private File checksums(String name) {
    return new File(local, "." + name + ".crc");
  }
}
