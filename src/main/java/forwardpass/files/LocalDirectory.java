package forwardpass.files;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Lists a directory of this machine. Hadoop asks the system several times for each file, and leaves
 * out in silence what it cannot look at.
 */
final class LocalDirectory {
  private static final char UNDECODED = '\ufffd';

  private LocalDirectory() {}

  /** Hands over each entry whose name is wanted. */
  static void visit(Path directory, Predicate<String> isWanted, Consumer<DirectoryEntry> visitor)
      throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      for (Path entry : entries) {
        String name = entry.getFileName().toString();
        if (isWanted.test(name)) {
          visit(entry, name, visitor);
        }
      }
    } catch (DirectoryIteratorException e) {
      throw told(e.getCause());
    } catch (FileSystemException e) {
      throw told(e);
    }
  }

  private static void visit(Path entry, String name, Consumer<DirectoryEntry> visitor)
      throws IOException {
    requireDecoded(entry, name);
    BasicFileAttributes found;
    try {
      found = Files.readAttributes(entry, BasicFileAttributes.class);
    } catch (FileSystemException e) {
      if (Files.isSymbolicLink(entry)) {
        throw new IOException(
            "the link %s leads nowhere; mend it, remove it, or leave it out with --exclude"
                .formatted(entry),
            e);
      }
      if (e instanceof NoSuchFileException) {
        return; // removed since it was listed
      }
      throw e;
    }
    visitor.accept(
        new DirectoryEntry(
            name, found.isDirectory(), found.size(), found.lastModifiedTime().toMillis()));
  }

  /** Java cannot open what it cannot call by its name. */
  private static void requireDecoded(Path entry, String name) throws IOException {
    if (name.indexOf(UNDECODED) >= 0 && !isDecoded(entry, name)) {
      throw new IOException(
          "the name of %s is not in this system's character set, %s; rename it, set LC_ALL, or leave it out with --exclude"
              .formatted(
                  entry, System.getProperty("sun.jnu.encoding", Charset.defaultCharset().name())));
    }
  }

  private static boolean isDecoded(Path entry, String name) {
    try {
      return entry.resolveSibling(name).equals(entry);
    } catch (InvalidPathException e) {
      return false;
    }
  }

  /** Of some the message is the file's name and no more. */
  private static IOException told(IOException e) {
    return e instanceof AccessDeniedException denied
        ? new IOException("no permission to read " + denied.getFile(), e)
        : e;
  }
}
