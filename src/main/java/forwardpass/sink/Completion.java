package forwardpass.sink;

import java.io.IOException;
import org.apache.hadoop.fs.Path;

/** Adds to a directory in which all rows are, before it counts as complete. */
public interface Completion {
  /** Nothing to add. */
  Completion NONE = directory -> {};

  void write(Path directory) throws IOException;
}
