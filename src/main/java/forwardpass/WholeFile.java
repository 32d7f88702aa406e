package forwardpass;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CreateFlag;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.Options.Rename;
import org.apache.hadoop.fs.Path;

/** Writes a file that is there whole, or as it was. */
final class WholeFile {
  private WholeFile() {}

  /**
   * @param path of a file system that replaces a file by renaming another to its name
   */
  static void write(Path path, String text, Configuration hadoop) throws IOException {
    // Not the FileSystem that others share: it may be closed when a status is written last.
    FileContext files = FileContext.getFileContext(path.toUri(), hadoop);
    Path partial = new Path(path.getParent(), "." + path.getName() + ".partial");
    try (OutputStream out =
        files.create(partial, EnumSet.of(CreateFlag.CREATE, CreateFlag.OVERWRITE))) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    files.rename(partial, path, Rename.OVERWRITE);
  }
}
