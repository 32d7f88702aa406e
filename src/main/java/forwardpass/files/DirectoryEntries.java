package forwardpass.files;

import java.io.IOException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/** Lists a directory, in no order. */
final class DirectoryEntries {
  private DirectoryEntries() {}

  /**
   * Hands over each entry of a directory whose name is wanted; of others no more is asked.
   *
   * @throws IOException where it cannot be listed, or an entry cannot be looked at
   */
  static void visit(
      FileSystem fileSystem,
      Path directory,
      Predicate<String> isWanted,
      Consumer<DirectoryEntry> visitor)
      throws IOException {
    if (fileSystem instanceof LocalFileSystem local) {
      LocalDirectory.visit(local.pathToFile(directory).toPath(), isWanted, visitor);
      return;
    }
    // Not listFiles, which may ask for more of each file than there is to know here.
    RemoteIterator<FileStatus> found = fileSystem.listStatusIterator(directory);
    while (found.hasNext()) {
      FileStatus entry = found.next();
      String name = entry.getPath().getName();
      if (isWanted.test(name)) {
        visitor.accept(
            new DirectoryEntry(
                name, entry.isDirectory(), entry.getLen(), entry.getModificationTime()));
      }
    }
  }
}
