package forwardpass.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** A directory, and, once it is listed, what of it is taken. */
final class ListedDirectory {
  private final FileSystem fileSystem;
  private final Path path;

  /** Its path below the directory that was named, with a slash at its end. */
  private final String prefix;

  /** Among the names of files it sorts as the paths of all files below: a dot is before a slash. */
  private final String sortKey;

  private final List<FoundFile> files = new ArrayList<>();
  private final List<ListedDirectory> below = new ArrayList<>();
  private boolean isAsSparkLists = true;
  private boolean hasChecksums;
  private String hidden;

  private ListedDirectory(FileSystem fileSystem, Path path, String prefix, String name) {
    this.fileSystem = fileSystem;
    this.path = path;
    this.prefix = prefix;
    this.sortKey = name + "/";
  }

  /** One that is not listed yet. */
  static ListedDirectory root(FileSystem fileSystem, Path path) {
    return new ListedDirectory(fileSystem, path, "", path.getName());
  }

  /**
   * Lists some directories and all below them, many at once: on a store far away each takes its
   * time.
   *
   * @throws IOException where one cannot be listed
   */
  static void listAll(List<ListedDirectory> roots, FileSelection selection) throws IOException {
    try {
      List<ListedDirectory> level = roots;
      while (!level.isEmpty()) {
        level =
            Parallel.map(level, directory -> directory.list(selection)).stream()
                .flatMap(List::stream)
                .toList();
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** Gives the directories in it. */
  private List<ListedDirectory> list(FileSelection selection) throws IOException {
    requireNoLoop();
    DirectoryEntries.visit(
        fileSystem, path, name -> isWanted(name, selection), entry -> take(entry, selection));
    files.sort(Comparator.comparing(FoundFile::name));
    below.sort(Comparator.comparing(directory -> directory.sortKey));
    return below;
  }

  private boolean isWanted(String name, FileSelection selection) {
    if (HiddenNames.isHidden(name)) {
      hidden = hidden == null || name.compareTo(hidden) < 0 ? name : hidden;
      hasChecksums |= HiddenNames.isOfChecksums(name);
      return false;
    }
    return !selection.isExcluded(prefix, name);
  }

  private void take(DirectoryEntry entry, FileSelection selection) {
    String name = entry.name();
    if (entry.isDirectory() ? !selection.recursive() : !selection.isIncluded(prefix, name)) {
      return;
    }
    isAsSparkLists &= !HiddenNames.isHiddenFromSpark(name);
    if (entry.isDirectory()) {
      below.add(
          new ListedDirectory(fileSystem, HadoopPath.child(path, name), prefix + name + "/", name));
    } else {
      files.add(new FoundFile(path, name, entry.length(), entry.modified()));
    }
  }

  private void requireNoLoop() throws IOException {
    if ("file".equals(path.toUri().getScheme())) {
      java.nio.file.Path local = java.nio.file.Path.of(path.toUri().getPath());
      if (Files.isSymbolicLink(local)
          && local.getParent().toRealPath().startsWith(local.toRealPath())) {
        throw new IOException(
            "the link %s leads to a directory that it is in; remove it".formatted(local));
      }
    }
  }

  /** Moves the files of this directory and of all below to others, in the order of their paths. */
  void moveTo(List<FoundFile> all) {
    int next = 0;
    for (ListedDirectory directory : below) {
      for (;
          next < files.size() && files.get(next).name().compareTo(directory.sortKey) < 0;
          next++) {
        all.add(files.get(next));
      }
      directory.moveTo(all);
    }
    all.addAll(files.subList(next, files.size()));
    files.clear();
    below.clear();
  }

  /** Whether Spark takes all that is taken, here and below. */
  boolean isAsSparkLists() {
    return isAsSparkLists && below.stream().allMatch(ListedDirectory::isAsSparkLists);
  }

  /** Adds the directories, this one and those below, in which there are checksums of files. */
  void addWithChecksums(Set<Path> directories) {
    if (hasChecksums) {
      directories.add(path);
    }
    below.forEach(directory -> directory.addWithChecksums(directories));
  }

  /** A name that is passed over, here or below; null where there is none. */
  String hidden() {
    String found = hidden;
    for (int i = 0; found == null && i < below.size(); i++) {
      found = below.get(i).hidden();
    }
    return found;
  }
}
