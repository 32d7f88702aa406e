package forwardpass.spark;

import forwardpass.error.InputException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/** Finds IDX files on Hadoop file systems and reads their headers. */
final class IdxFiles {
  private static final int HEADERS_AT_ONCE = 16;

  private final Configuration configuration;

  IdxFiles(Configuration configuration) {
    this.configuration = configuration;
  }

  /**
   * The image files under some paths, by path; files whose names begin with {@code _} or {@code .}
   * are passed over, as Spark does.
   *
   * @throws InputException where a path leads nowhere, or a file does not hold images
   */
  List<IdxFile> images(List<String> paths) {
    List<IdxFile> files = inspect(paths);
    files.forEach(file -> file.header().requireImages(file.path()));
    return files;
  }

  /** The label files under some paths; as {@link #images}. */
  List<IdxFile> labels(List<String> paths) {
    List<IdxFile> files = inspect(paths);
    files.forEach(file -> file.header().requireLabels(file.path()));
    return files;
  }

  private List<IdxFile> inspect(List<String> paths) {
    List<FileStatus> found = new ArrayList<>();
    for (String path : paths) {
      found.addAll(list(path));
    }
    ExecutorService threads = Executors.newFixedThreadPool(Math.min(found.size(), HEADERS_AT_ONCE));
    try {
      List<Future<IdxFile>> futures = new ArrayList<>(found.size());
      for (FileStatus file : found) {
        futures.add(threads.submit(() -> IdxFile.inspect(file, configuration)));
      }
      List<IdxFile> files = new ArrayList<>(found.size());
      for (Future<IdxFile> future : futures) {
        files.add(future.get());
      }
      return files;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while reading headers", e);
    } finally {
      threads.shutdownNow();
    }
  }

  private List<FileStatus> list(String text) {
    try {
      Path path = new Path(text);
      FileSystem fileSystem = path.getFileSystem(configuration);
      List<FileStatus> files = new ArrayList<>();
      for (FileStatus match : matches(fileSystem, path)) {
        if (match.isDirectory()) {
          addFiles(fileSystem, match.getPath(), files);
        } else {
          files.add(match);
        }
      }
      if (files.isEmpty()) {
        throw new InputException(
            "Cannot read %s: expected a file, found an empty directory; check the path"
                .formatted(text));
      }
      files.sort(Comparator.comparing(file -> file.getPath().toString()));
      return files;
    } catch (IOException e) {
      throw IdxFile.cannotRead(text, e);
    } catch (IllegalArgumentException e) {
      throw new InputException("Cannot read %s: %s".formatted(text, e.getMessage()), e);
    }
  }

  /** What a path names: itself, or, where nothing is called so, what it matches as a glob. */
  private static List<FileStatus> matches(FileSystem fileSystem, Path path) throws IOException {
    try {
      return List.of(fileSystem.getFileStatus(path));
    } catch (FileNotFoundException e) {
      FileStatus[] matches = fileSystem.globStatus(path);
      if (matches == null || matches.length == 0) {
        throw new InputException(
            "Cannot read %s: expected a file, directory or glob, found nothing there; check the path"
                .formatted(path),
            e);
      }
      return List.of(matches);
    }
  }

  /** Not {@code listFiles}, which on a local file system starts a process for each file. */
  private static void addFiles(FileSystem fileSystem, Path directory, List<FileStatus> files)
      throws IOException {
    RemoteIterator<FileStatus> entries = fileSystem.listStatusIterator(directory);
    while (entries.hasNext()) {
      FileStatus entry = entries.next();
      if (isVisible(entry.getPath())) {
        if (entry.isDirectory()) {
          addFiles(fileSystem, entry.getPath(), files);
        } else {
          files.add(entry);
        }
      }
    }
  }

  private static boolean isVisible(Path path) {
    return !path.getName().startsWith("_") && !path.getName().startsWith(".");
  }
}
