package forwardpass.files;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Options.OpenFileOptions;
import org.apache.hadoop.fs.Path;

/** A directory of which many files are read, by several threads where they like. */
public final class OpenDirectory {
  /** A store sends all of a file then, and is asked once. */
  private static final Map<String, String> WHOLE =
      Map.of(
          OpenFileOptions.FS_OPTION_OPENFILE_READ_POLICY,
          OpenFileOptions.FS_OPTION_OPENFILE_READ_POLICY_WHOLE_FILE);

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
   *
   * @param length as it was found, for which a store would have to be asked
   */
  public InputStream open(String name, long length) throws IOException {
    boolean isPlain = name.contains(":") || !mayHaveChecksums || !checksums(name).exists();
    if (local != null && isPlain) {
      return new FileInputStream(new File(local, name));
    }
    Path file = HadoopPath.child(path, name);
    return local == null ? FileOpener.open(fileSystem, file, length, WHOLE) : fileSystem.open(file);
  }

  private File checksums(String name) {
    return new File(local, "." + name + ".crc");
  }
}
