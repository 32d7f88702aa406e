package forwardpass.files;

import forwardpass.error.InputException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/**
 * Finds the files that a path, directory or glob stands for, in the order of their paths. In
 * directories, and of what a glob matches, hidden names are passed over; a file that is named by
 * itself is taken whatever its name.
 */
public final class FileWalk {
  /** As the paths of all files below sort, were they written out: a dot is before a slash. */
  static final Comparator<FileStatus> BY_PATH =
      Comparator.comparing(status -> status.getPath() + (status.isDirectory() ? "/" : ""));

  private static final Comparator<FileStatus> BY_NAME =
      Comparator.comparing(entry -> entry.getPath().getName() + (entry.isDirectory() ? "/" : ""));

  private final Configuration hadoop;
  private final FileSelection selection;
  private final int most;
  private final List<FoundFile> files = new ArrayList<>();
  private boolean isAsSparkLists;
  private String hidden;

  private FileWalk(Configuration hadoop, FileSelection selection, int most) {
    this.hadoop = hadoop;
    this.selection = selection;
    this.most = most;
    this.isAsSparkLists = selection.isAll();
  }

  /**
   * The files of a path, directory or glob.
   *
   * @throws InputException where it leads nowhere, or to no file that is taken
   */
  public static FoundFiles find(String text, FileSelection selection, Configuration hadoop) {
    FileWalk walk = new FileWalk(hadoop, selection, Integer.MAX_VALUE);
    try {
      return walk.find(text);
    } catch (FileNotFoundException e) {
      throw new InputException(
          "Cannot read %s: expected a file, directory or glob, found nothing there; check the path"
              .formatted(text),
          e);
    } catch (IOException e) {
      String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      throw new InputException(
          "Cannot read %s: %s; check the path and your permissions".formatted(text, reason), e);
    } catch (IllegalArgumentException e) {
      throw new InputException("Cannot read %s: %s".formatted(text, e.getMessage()), e);
    }
  }

  /** The first files of a path, directory or glob; none where it leads to none. */
  public static List<FoundFile> first(
      String text, int most, FileSelection selection, Configuration hadoop) throws IOException {
    FileWalk walk = new FileWalk(hadoop, selection, most);
    try {
      walk.addAll(HadoopPath.matches(text, hadoop));
    } catch (FileNotFoundException e) {
      return List.of();
    }
    return walk.files;
  }

  private FoundFiles find(String text) throws IOException {
    HadoopPath.Matches matches = HadoopPath.matches(text, hadoop);
    List<FileStatus> roots = addAll(matches);
    if (files.isEmpty()) {
      throw nothing(text);
    }
    boolean isOneFile = matches.isItself() && roots.get(0).isFile();
    return new FoundFiles(
        text, files, roots.stream().map(FileStatus::getPath).toList(), isOneFile, isAsSparkLists);
  }

  /** What was matched, but for what is hidden, or below another. */
  private List<FileStatus> addAll(HadoopPath.Matches matches) throws IOException {
    List<FileStatus> roots = new ArrayList<>();
    Set<Path> paths = new HashSet<>();
    for (FileStatus match : matches.found()) {
      if (files.size() >= most) {
        break;
      }
      boolean isNew = matches.isItself() || isTaken(match, match.getPath().getName());
      if (isNew && !isBelow(match, paths)) {
        roots.add(match);
        paths.add(match.getPath());
        add(match);
      }
    }
    return roots;
  }

  /** One that a glob like {@code {a,a/b}} matches beside what is above it. */
  private static boolean isBelow(FileStatus match, Set<Path> roots) {
    for (Path path = match.getPath(); path != null; path = path.getParent()) {
      if (roots.contains(path)) {
        return true;
      }
    }
    return false;
  }

  private void add(FileStatus match) throws IOException {
    if (match.isDirectory()) {
      addBelow(match.getPath().getFileSystem(hadoop), match.getPath(), "");
    } else {
      addFile(match.getPath().getParent(), match);
    }
  }

  private void addFile(Path directory, FileStatus file) {
    isAsSparkLists &= !HiddenNames.isHiddenFromSpark(file.getPath().getName());
    files.add(
        new FoundFile(
            directory, file.getPath().getName(), file.getLen(), file.getModificationTime()));
  }

  /**
   * Not {@code listFiles}, which on a local file system starts a process for each file.
   *
   * @param prefix the directory's path below the one that was named, with a slash at its end
   */
  private void addBelow(FileSystem fileSystem, Path directory, String prefix) throws IOException {
    requireNoLoop(directory);
    List<FileStatus> entries = new ArrayList<>();
    RemoteIterator<FileStatus> found = fileSystem.listStatusIterator(directory);
    while (found.hasNext()) {
      FileStatus entry = found.next();
      if (isTaken(entry, prefix + entry.getPath().getName())) {
        entries.add(entry);
      }
    }
    entries.sort(BY_NAME);
    for (FileStatus entry : entries) {
      if (files.size() >= most) {
        return;
      }
      String name = entry.getPath().getName();
      if (!entry.isDirectory()) {
        addFile(directory, entry);
      } else if (selection.recursive()) {
        isAsSparkLists &= !HiddenNames.isHiddenFromSpark(name);
        addBelow(fileSystem, entry.getPath(), prefix + name + "/");
      }
    }
  }

  private boolean isTaken(FileStatus entry, String path) {
    if (HiddenNames.isHidden(entry.getPath().getName())) {
      hidden = hidden == null ? entry.getPath().getName() : hidden;
      return false;
    }
    return !selection.isExcluded(path) && (entry.isDirectory() || selection.isIncluded(path));
  }

  private static void requireNoLoop(Path directory) throws IOException {
    if ("file".equals(directory.toUri().getScheme())) {
      java.nio.file.Path local = java.nio.file.Path.of(directory.toUri().getPath());
      if (Files.isSymbolicLink(local)
          && local.getParent().toRealPath().startsWith(local.toRealPath())) {
        throw new IOException(
            "the link %s leads to a directory that it is in; remove it".formatted(local));
      }
    }
  }

  private InputException nothing(String text) {
    String found =
        !selection.isAll()
            ? "none that --include, --exclude and --no-recursive leave"
            : hidden == null ? "an empty directory" : "none but hidden ones, such as " + hidden;
    return new InputException(
        "Cannot read %s: expected a file, found %s; check the path".formatted(text, found));
  }
}
