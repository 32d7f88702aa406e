package forwardpass.files;

import java.io.IOException;
import java.io.InputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * A file as it was when it was found. Files of a directory share its path: a dump may have millions
 * of them.
 *
 * @param directory where it is, with its scheme
 * @param name its name there
 * @param length in bytes
 * @param modified when, in milliseconds since 1970
 */
public record FoundFile(Path directory, String name, long length, long modified) {
  /** The file's path, with its scheme. */
  public Path path() {
    return HadoopPath.child(directory, name);
  }

  /** Opens the file; the caller closes it. */
  public InputStream open(Configuration hadoop) throws IOException {
    return new FileOpener(hadoop).open(path(), length, 0);
  }

  @Override
  public String toString() {
    return path().toString();
  }
}
