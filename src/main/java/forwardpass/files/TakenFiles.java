package forwardpass.files;

import forwardpass.error.InputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * Which of the files that were found are of a table that Spark reads.
 *
 * @param files those that are
 * @param paths for Spark to find them in
 * @param passedOver those that are not
 */
public record TakenFiles(
    String format, List<FoundFile> files, List<String> paths, PassedOver passedOver) {
  /**
   * Tells files of a format from others.
   *
   * @throws InputException where there are none, or where Spark cannot read one of them
   */
  public static TakenFiles of(String format, FoundFiles found, Configuration hadoop) {
    List<FoundFile> files = new ArrayList<>();
    List<FoundFile> strays = new ArrayList<>();
    if (found.isOneFile()) {
      files.addAll(found.files());
    } else {
      Map<FoundFile, FileType> types = types(format, found, hadoop);
      for (FoundFile file : found.files()) {
        FileType type = types.get(file);
        boolean isStray = type != null && FileTypes.isStray(format, type, file.name());
        (isStray ? strays : files).add(file);
      }
    }
    if (files.isEmpty()) {
      throw new InputException(
          "Cannot read %s: expected %s, found none among %d other files, such as %s; check the path and --format"
              .formatted(
                  found.named(), FileFormat.title(format), strays.size(), strays.get(0).name()));
    }
    FoundFiles.requireOnce(files);
    files.forEach(file -> requireReadable(format, file));
    boolean areAll = strays.isEmpty() && found.isAsSparkLists();
    if (!areAll) {
      files.forEach(file -> requireSeen(file, found));
    }
    return new TakenFiles(
        format,
        List.copyOf(files),
        areAll
            ? found.roots().stream().map(Path::toString).toList()
            : files.stream().map(FoundFile::toString).toList(),
        PassedOver.of(strays));
  }

  /** Of those whose names do not say that they are of the format. */
  private static Map<FoundFile, FileType> types(
      String format, FoundFiles found, Configuration hadoop) {
    List<FoundFile> unsaid =
        found.files().stream().filter(file -> !NamedTypes.isFor(format, file.name())).toList();
    try {
      List<FileType> types = Parallel.map(unsaid, file -> FileTypes.of(file, hadoop));
      Map<FoundFile, FileType> all = new HashMap<>();
      for (int i = 0; i < unsaid.size(); i++) {
        all.put(unsaid.get(i), types.get(i));
      }
      return all;
    } catch (UncheckedIOException e) {
      IOException cause = e.getCause();
      throw new InputException(
          "Cannot read %s: %s; check the path and your permissions"
              .formatted(found.named(), cause.getMessage()),
          cause);
    }
  }

  private static void requireReadable(String format, FoundFile file) {
    if (file.length() == 0 && FileFormat.isNeverEmpty(format)) {
      throw new InputException(
          "Truncated: %s: expected %s, found an empty file; copy it again"
              .formatted(file, FileFormat.title(format)));
    }
    if (file.name().contains(":") && "file".equals(file.directory().toUri().getScheme())) {
      throw new InputException(
          "Cannot read %s: Hadoop reads no local table with a colon in its name; rename it"
              .formatted(file));
    }
  }

  /** Spark leaves out some files even where they are named one by one. */
  private static void requireSeen(FoundFile file, FoundFiles found) {
    Path path = file.path();
    do {
      if (HiddenNames.isHiddenFromSpark(path.getName())) {
        throw new InputException(
            "Cannot read %s: Spark reads no table whose name begins with an underscore; rename it, or leave it out with --exclude"
                .formatted(path));
      }
      path = path.getParent();
    } while (path != null && !found.roots().contains(path) && !found.roots().contains(file.path()));
  }

  /** How many files there are, in words. */
  public String described() {
    return String.format(
        Locale.ROOT,
        "%,d %s %s",
        files.size(),
        FileFormat.title(format),
        files.size() == 1 ? "file" : "files");
  }
}
