package forwardpass.sink;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.ChecksumFileSystem;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FilterFileSystem;
import org.apache.hadoop.fs.Options.Rename;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;

/**
 * Replaces a file so that one of its versions can always be read whole, on any file system.
 *
 * <p>A new version is written beside the file, as {@code .NAME.partial}, and then takes its place.
 * Where no rename replaces a file, the old version is deleted first. Whenever the writer ends, at
 * least one of the two files is whole. A new version that is whole is the newer one: {@link #read}
 * puts it in its place. One that is not whole is of no use, and the file is as it was. An {@link
 * ObjectStore} replaces a file itself.
 */
public final class AtomicFile {
  private AtomicFile() {}

  /** Writes a file, or replaces it. Of a file that matters, {@link #read} must be called first. */
  public static void write(Path path, String text, Configuration hadoop) throws IOException {
    // Not the FileSystem that others share: it may be closed when a status is written last.
    try (FileSystem fileSystem = FileSystem.newInstance(path.toUri(), hadoop)) {
      write(path, text, withoutChecksums(fileSystem));
    }
  }

  static void write(Path path, String text, FileSystem fileSystem) throws IOException {
    Optional<ObjectStore> store = ObjectStore.of(path, fileSystem);
    if (store.isPresent()) {
      store.get().put(path, text);
      return;
    }
    Path partial = partial(path);
    try (OutputStream out = fileSystem.create(partial, true)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    replace(partial, path, fileSystem);
  }

  /**
   * The newest version of a file that is whole, which is in its place then. Only one who alone may
   * write the file may call this.
   *
   * @param isWhole tells whether a text is all of what was to be written
   * @return what is there, whole or not; nothing where there is no file
   */
  public static Optional<String> read(Path path, Predicate<String> isWhole, Configuration hadoop)
      throws IOException {
    try (FileSystem shared = FileSystem.newInstance(path.toUri(), hadoop)) {
      FileSystem fileSystem = withoutChecksums(shared);
      Path partial = partial(path);
      Optional<String> newer = text(partial, fileSystem);
      if (newer.filter(isWhole).isPresent()) {
        putInPlace(partial, newer.get(), path, fileSystem);
        return newer;
      }
      return text(path, fileSystem);
    }
  }

  private static void putInPlace(Path partial, String text, Path path, FileSystem fileSystem)
      throws IOException {
    Optional<ObjectStore> store = ObjectStore.of(path, fileSystem);
    if (store.isPresent()) {
      store.get().put(path, text);
      fileSystem.delete(partial, false);
    } else {
      replace(partial, path, fileSystem);
    }
  }

  /** Whether a file is there, or a new version of it that has not taken its place. */
  public static boolean isThere(Path path, Predicate<String> isWhole, FileSystem fileSystem)
      throws IOException {
    return fileSystem.exists(path)
        || text(partial(path), withoutChecksums(fileSystem)).filter(isWhole).isPresent();
  }

  private static Path partial(Path path) {
    return new Path(path.getParent(), "." + path.getName() + ".partial");
  }

  /** A local file's checksum is a file of its own, which no rename replaces together with it. */
  static FileSystem withoutChecksums(FileSystem fileSystem) {
    return fileSystem instanceof ChecksumFileSystem checked
        ? checked.getRawFileSystem()
        : fileSystem;
  }

  static Optional<String> text(Path path, FileSystem fileSystem) throws IOException {
    Optional<ObjectStore> store = ObjectStore.of(path, fileSystem);
    if (store.isPresent()) {
      return store.get().version(path).map(ObjectStore.Version::text);
    }
    try (InputStream in = fileSystem.open(path)) {
      return Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (FileNotFoundException e) {
      return Optional.empty();
    }
  }

  private static void replace(Path from, Path to, FileSystem fileSystem) throws IOException {
    if (fileSystem instanceof RawLocalFileSystem) {
      fileSystem.delete(new Path(to.getParent(), "." + to.getName() + ".crc"), false);
      if (!fileSystem.rename(from, to)) { // the system's own, which replaces
        throw new IOException("could not rename %s to %s".formatted(from, to));
      }
    } else {
      new Replacing(fileSystem).replace(from, to);
    }
  }

  /**
   * Makes the rename accessible that replaces: at once where a file system can, and elsewhere by
   * deleting first.
   */
  private static final class Replacing extends FilterFileSystem {
    Replacing(FileSystem fileSystem) {
      super(fileSystem);
    }

    void replace(Path from, Path to) throws IOException {
      rename(from, to, Rename.OVERWRITE);
    }
  }
}
