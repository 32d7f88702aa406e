package forwardpass.files;

import forwardpass.error.InputException;
import java.io.File;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.BlockLocation;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FutureDataInputStreamBuilder;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Options.OpenFileOptions;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.util.functional.FutureIO;

/**
 * Opens many small files, by several threads where they like. Those of this machine are opened
 * without Hadoop, which asks the system several times for each. Those of a store are opened by the
 * length that is known already, for which it would have to be asked.
 */
public final class FileOpener {
  private static final long MILLIS = 1000; // of a second

  private final Configuration hadoop;
  private final Map<String, FileSystem> fileSystems = new ConcurrentHashMap<>();

  /** Opens files of the file systems that a configuration has. */
  public FileOpener(Configuration hadoop) {
    this.hadoop = hadoop;
  }

  /** What a file is now. */
  public record State(long length, long modified) {
    /** Whether the file that was listed may be this: a store may tell of one in whole seconds. */
    private boolean isOf(State listed) {
      boolean isOfSecond = modified % MILLIS == 0 && modified / MILLIS == listed.modified / MILLIS;
      return length == listed.length && (modified == listed.modified || isOfSecond);
    }
  }

  /**
   * Opens a file to read some bytes of its beginning and no more; the caller closes it.
   *
   * @param length as it was found
   */
  public InputStream openHead(Path file, long length) throws IOException {
    // A store sends the whole file otherwise, and has to be cut off.
    return open(
        file,
        length,
        0,
        Map.of(
            OpenFileOptions.FS_OPTION_OPENFILE_READ_POLICY,
            OpenFileOptions.FS_OPTION_OPENFILE_READ_POLICY_RANDOM));
  }

  /**
   * Opens a file to read on from a position; the caller closes it.
   *
   * @param length as it was found
   */
  public InputStream open(Path file, long length, long position) throws IOException {
    return open(file, length, position, Map.of());
  }

  private InputStream open(Path file, long length, long position, Map<String, String> options)
      throws IOException {
    FileSystem fileSystem = fileSystem(file);
    if (fileSystem instanceof LocalFileSystem local) {
      File plain = local.pathToFile(file);
      if (plain.getName().contains(":") || !checksums(plain).exists()) {
        return seek(new FileInputStream(plain), position);
      }
    }
    return seek(open(fileSystem, file, length, options), position);
  }

  /** Opens a file that is not on this machine. */
  static FSDataInputStream open(
      FileSystem fileSystem, Path file, long length, Map<String, String> options)
      throws IOException {
    Throttling.tell(fileSystem);
    FutureDataInputStreamBuilder builder = fileSystem.openFile(file);
    options.forEach(builder::opt);
    if (length >= 0) { // some file systems do not know it
      builder.opt(OpenFileOptions.FS_OPTION_OPENFILE_LENGTH, String.valueOf(length));
    }
    return FutureIO.awaitFuture(builder.build());
  }

  /** The length of a file, and when it was changed. */
  public State state(Path file) throws IOException {
    FileSystem fileSystem = fileSystem(file);
    if (fileSystem instanceof LocalFileSystem local) {
      try {
        BasicFileAttributes found =
            Files.readAttributes(local.pathToFile(file).toPath(), BasicFileAttributes.class);
        return new State(found.size(), found.lastModifiedTime().toMillis());
      } catch (NoSuchFileException e) {
        throw (IOException)
            new FileNotFoundException("File %s does not exist".formatted(file)).initCause(e);
      }
    }
    FileStatus found = fileSystem.getFileStatus(file);
    return new State(found.getLen(), found.getModificationTime());
  }

  /**
   * Checks that a file is still the one that was found.
   *
   * @throws InputException where it is another
   * @throws IOException where it is gone
   */
  public void requireUnchanged(Path file, State listed) throws IOException {
    State found = state(file);
    if (!found.isOf(listed)) {
      throw new InputException(
          "Corrupt: %s: expected the file that was there when the job began, of %d bytes, changed at %s, found one of %d bytes, changed at %s; do not change files while they are read"
              .formatted(
                  file,
                  listed.length(),
                  Instant.ofEpochMilli(listed.modified()),
                  found.length(),
                  Instant.ofEpochMilli(found.modified())));
    }
  }

  /**
   * Where a part of a file is stored; nowhere in particular where it is on this machine.
   *
   * @param length as it was found
   * @param modified as it was found
   */
  public List<BlockLocation> blocks(Path file, long length, long modified, long from, long count)
      throws IOException {
    FileSystem fileSystem = fileSystem(file);
    if (fileSystem instanceof LocalFileSystem) {
      return List.of();
    }
    // Asked by its path alone, a store is asked for the status as well.
    FileStatus found =
        new FileStatus(length, false, 1, fileSystem.getDefaultBlockSize(file), modified, file);
    BlockLocation[] blocks = fileSystem.getFileBlockLocations(found, from, count);
    return blocks == null ? List.of() : List.of(blocks);
  }

  /** Asking Hadoop for it takes longer than to open a local file. */
  FileSystem fileSystem(Path file) throws IOException {
    String of = file.toUri().getScheme() + "://" + file.toUri().getAuthority();
    FileSystem known = fileSystems.get(of);
    if (known == null) {
      known = file.getFileSystem(hadoop);
      fileSystems.put(of, known);
    }
    return known;
  }

  /** Where Hadoop puts those of a file. */
  private static File checksums(File file) {
    return new File(file.getParentFile(), "." + file.getName() + ".crc");
  }

  private static InputStream seek(FileInputStream in, long position) throws IOException {
    try {
      if (position > 0) {
        in.getChannel().position(position);
      }
      return in;
    } catch (IOException | RuntimeException | Error e) {
      in.close();
      throw e;
    }
  }

  private static InputStream seek(FSDataInputStream in, long position) throws IOException {
    try {
      if (position > 0) {
        in.seek(position);
      }
      return in;
    } catch (IOException | RuntimeException | Error e) {
      in.close();
      throw e;
    }
  }
}
