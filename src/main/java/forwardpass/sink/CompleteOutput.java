package forwardpass.sink;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** What in a directory says that the output there is complete, or what of it is. */
public final class CompleteOutput {
  /** The name of the file that says what is complete in a directory. */
  public static final String MANIFEST = "_manifest.json";

  /** The name of the file that is written last of all. */
  private static final String SUCCESS = "_SUCCESS";

  private static final ObjectMapper JSON = new ObjectMapper();

  private CompleteOutput() {}

  static boolean isIn(Path directory, FileSystem fileSystem) throws IOException {
    return fileSystem.exists(new Path(directory, SUCCESS));
  }

  /** Says that it is. */
  static void mark(Path directory, FileSystem fileSystem) throws IOException {
    fileSystem.create(new Path(directory, SUCCESS), true).close();
  }

  /** Says that it is no longer. */
  static void unmark(Path directory, FileSystem fileSystem) throws IOException {
    fileSystem.delete(new Path(directory, SUCCESS), false);
  }

  /** Whether an output is complete, or has a manifest, which says what of it is. */
  static boolean isToStay(Path directory, FileSystem fileSystem) throws IOException {
    return isIn(directory, fileSystem) || hasManifest(directory, fileSystem);
  }

  /** Whether there is a manifest, in its place or about to take it. */
  static boolean hasManifest(Path directory, FileSystem fileSystem) throws IOException {
    return AtomicFile.isThere(
        new Path(directory, MANIFEST), CompleteOutput::isWholeManifest, fileSystem);
  }

  /** Whether a text is all of a manifest: an object of JSON that was cut short is none. */
  public static boolean isWholeManifest(String text) {
    try {
      return JSON.readTree(text).isObject();
    } catch (JsonProcessingException e) {
      return false;
    }
  }
}
