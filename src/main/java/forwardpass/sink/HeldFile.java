package forwardpass.sink;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * A file in a directory that a run holds, and replaces. A store is told which version it is that is
 * to be replaced, so that a run which has lost the directory, and does not know it yet, puts
 * nothing over what the other has written.
 */
public final class HeldFile {
  private final Path path;
  private final Configuration hadoop;
  private Optional<ObjectStore.Version> seen = Optional.empty();

  /** A file; until it is read, it is to be one that is not there. */
  public HeldFile(Path path, Configuration hadoop) {
    this.path = path;
    this.hadoop = hadoop;
  }

  /** Where it is. */
  public Path path() {
    return path;
  }

  /**
   * The newest version that is whole.
   *
   * @param isWhole tells whether a text is all of what was to be written
   * @return what is there, whole or not; nothing where there is no file
   */
  public Optional<String> read(Predicate<String> isWhole) throws IOException {
    Optional<String> text = AtomicFile.read(path, isWhole, hadoop);
    Optional<ObjectStore> store = store();
    if (store.isEmpty()) {
      return text;
    }
    seen = store.get().version(path);
    return seen.map(ObjectStore.Version::text);
  }

  /**
   * Writes it, or replaces what was read or written last.
   *
   * @throws IOException where it cannot be written, or where a store has another version of it
   */
  public void write(String text) throws IOException {
    Optional<ObjectStore> store = store();
    if (store.isPresent()) {
      seen = Optional.of(replaced(store.get(), text));
    } else {
      AtomicFile.write(path, text, hadoop);
    }
  }

  private ObjectStore.Version replaced(ObjectStore store, String text) throws IOException {
    boolean isWritten =
        seen.isPresent() ? store.replace(path, seen.get(), text) : store.create(path, text);
    Optional<ObjectStore.Version> written =
        isWritten ? store.version(path).filter(now -> now.text().equals(text)) : Optional.empty();
    return written.orElseThrow(
        () ->
            new IOException(
                "expected %s as this run has left it, found what another has written"
                    .formatted(path)));
  }

  private Optional<ObjectStore> store() throws IOException {
    return ObjectStore.of(path, path.getFileSystem(hadoop));
  }
}
