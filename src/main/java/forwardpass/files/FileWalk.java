package forwardpass.files;

import forwardpass.error.InputException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/**
 * Finds the files that a path, directory or glob stands for, in the order of their paths. In
 * directories, and of what a glob matches, hidden names are passed over; a file that is named by
 * itself is taken whatever its name.
 */
public final class FileWalk {
  private final Configuration hadoop;
  private final FileSelection selection;
  private final Set<Path> withChecksums = new HashSet<>();
  private final List<FoundFile> files = new ArrayList<>();
  private boolean isAsSparkLists;
  private String hidden;

  private FileWalk(Configuration hadoop, FileSelection selection) {
    this.hadoop = hadoop;
    this.selection = selection;
    this.isAsSparkLists = selection.isAll();
  }

  /**
   * The files of a path, directory or glob.
   *
   * @throws InputException where it leads nowhere, or to no file that is taken
   */
  public static FoundFiles find(String text, FileSelection selection, Configuration hadoop) {
    FileWalk walk = new FileWalk(hadoop, selection);
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

  /** The files of a path, directory or glob; none where it leads to none. */
  public static List<FoundFile> anyOf(String text, Configuration hadoop) throws IOException {
    FileWalk walk = new FileWalk(hadoop, FileSelection.ALL);
    try {
      walk.addAll(walk.roots(HadoopPath.matches(text, hadoop)));
    } catch (FileNotFoundException e) {
      return List.of();
    }
    return List.copyOf(walk.files);
  }

  private FoundFiles find(String text) throws IOException {
    HadoopPath.Matches matches = HadoopPath.matches(text, hadoop);
    List<FileStatus> roots = roots(matches);
    addAll(roots);
    if (files.isEmpty()) {
      throw nothing(text);
    }
    boolean isOneFile = matches.isItself() && roots.get(0).isFile();
    return new FoundFiles(
        text,
        files,
        roots.stream().map(FileStatus::getPath).toList(),
        isOneFile,
        isAsSparkLists,
        withChecksums);
  }

  /** What was matched, but for what is hidden, or below another. */
  private List<FileStatus> roots(HadoopPath.Matches matches) {
    List<FileStatus> roots = new ArrayList<>();
    Set<Path> paths = new HashSet<>();
    for (FileStatus match : matches.found()) {
      if ((matches.isItself() || isTaken(match)) && !isBelow(match, paths)) {
        roots.add(match);
        paths.add(match.getPath());
      }
    }
    return roots;
  }

  private boolean isTaken(FileStatus match) {
    String name = match.getPath().getName();
    if (HiddenNames.isHidden(name)) {
      hidden = hidden == null ? name : hidden;
      return false;
    }
    return !selection.isExcluded("", name)
        && (match.isDirectory() || selection.isIncluded("", name));
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

  private void addAll(List<FileStatus> roots) throws IOException {
    Map<Path, ListedDirectory> directories = new LinkedHashMap<>();
    for (FileStatus root : roots) {
      if (root.isDirectory()) {
        Path path = root.getPath();
        directories.put(path, ListedDirectory.root(path.getFileSystem(hadoop), path));
      }
    }
    ListedDirectory.listAll(List.copyOf(directories.values()), selection);
    for (FileStatus root : roots) {
      if (root.isDirectory()) {
        add(directories.get(root.getPath()));
      } else {
        add(root);
      }
    }
  }

  private void add(ListedDirectory directory) {
    isAsSparkLists &= directory.isAsSparkLists();
    hidden = hidden == null ? directory.hidden() : hidden;
    directory.addWithChecksums(withChecksums);
    directory.moveTo(files);
  }

  private void add(FileStatus file) {
    Path path = file.getPath();
    withChecksums.add(path.getParent()); // there may be some: it has not been listed
    isAsSparkLists &= !HiddenNames.isHiddenFromSpark(path.getName());
    files.add(
        new FoundFile(path.getParent(), path.getName(), file.getLen(), file.getModificationTime()));
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
