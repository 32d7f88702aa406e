package forwardpass.files;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;

/** Paths as users write them, with colons in names, and with brackets that are no glob. */
public final class HadoopPath {
  private HadoopPath() {}

  /**
   * What a path names.
   *
   * @param isItself whether it is called so, and is no glob
   */
  record Matches(List<FileStatus> found, boolean isItself) {}

  /**
   * The path of a text. Where {@code a:b} cannot be a URI it is a name.
   *
   * @throws IllegalArgumentException where it is no path at all
   */
  public static Path of(String text) {
    try {
      return new Path(text);
    } catch (IllegalArgumentException e) {
      if (text.isEmpty() || text.contains("://")) {
        throw e;
      }
      return new Path(null, null, text);
    }
  }

  /** A name in a directory, whatever characters it has. */
  static Path child(Path directory, String name) {
    return new Path(directory, new Path(null, null, name));
  }

  /**
   * What a path names: itself, or, where nothing is called so, what it matches as a glob, in the
   * order of paths.
   *
   * @throws FileNotFoundException where there is nothing
   */
  static Matches matches(String text, Configuration hadoop) throws IOException {
    Path path = of(text);
    FileSystem fileSystem = path.getFileSystem(hadoop);
    try {
      return new Matches(List.of(fileSystem.getFileStatus(path)), true);
    } catch (FileNotFoundException e) {
      FileStatus[] matches = globbed(fileSystem, path);
      if (matches == null || matches.length == 0) {
        throw e;
      }
      return new Matches(sorted(matches), false);
    }
  }

  /** As the paths of all files below sort, were they written out: a dot is before a slash. */
  private static List<FileStatus> sorted(FileStatus[] matches) {
    record Keyed(String key, FileStatus match) {}
    return Arrays.stream(matches)
        .map(match -> new Keyed(match.getPath() + (match.isDirectory() ? "/" : ""), match))
        .sorted(Comparator.comparing(Keyed::key))
        .map(Keyed::match)
        .toList();
  }

  /** Hadoop cannot match names with colons. */
  private static FileStatus[] globbed(FileSystem fileSystem, Path path) throws IOException {
    try {
      return fileSystem.globStatus(path);
    } catch (IllegalArgumentException e) {
      if (!path.toString().matches(".*[*?\\[{].*")) {
        return new FileStatus[0];
      }
      throw new IOException(
          "expected a glob that matches no names with colons (%s)".formatted(e.getMessage()), e);
    }
  }

  /**
   * Opens a file. Hadoop looks for the checksums of a local file in a name that it cannot have
   * where there is a colon; such a file is read without.
   */
  public static FSDataInputStream open(Path file, Configuration hadoop) throws IOException {
    FileSystem fileSystem = file.getFileSystem(hadoop);
    boolean isPlain = fileSystem instanceof LocalFileSystem && file.getName().contains(":");
    return (isPlain ? ((LocalFileSystem) fileSystem).getRawFileSystem() : fileSystem).open(file);
  }
}
