package forwardpass.files;

import forwardpass.error.InputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;

/**
 * Tells how images are stored. Of a directory or glob, it looks at the first hundred files, or at
 * more until one is of a format that is read.
 */
public final class ImageFormat {
  /** The format of the files that the project is about. */
  public static final String IDX = FileFormat.IDX.id();

  /** Encoded images, each a file. */
  public static final String IMAGE = FileFormat.IMAGE.id();

  /** Beside which there may be text that describes images. */
  private static final List<String> OF_IMAGES = List.of(IMAGE, IDX, FileFormat.WEBDATASET.id());

  private static final int LOOKED_AT = 100;
  private static final int MOST_LOOKED_AT = 10_000;

  private final FoundFiles found;
  private final Map<String, Integer> formats = new TreeMap<>();
  private final Map<String, FoundFile> examples = new HashMap<>();
  private final Map<FileType, Integer> others = new HashMap<>();
  private final Map<FileType, FoundFile> otherExamples = new HashMap<>();

  private ImageFormat(FoundFiles found) {
    this.found = found;
  }

  /**
   * The format of files.
   *
   * @throws InputException where they are of none that is read, or of several
   */
  public static String of(FoundFiles found, Configuration hadoop) {
    try {
      if (found.isOneFile()) {
        return of(found, FileTypes.of(found.files().get(0), hadoop));
      }
      ImageFormat format = new ImageFormat(found);
      format.look(hadoop);
      return format.told();
    } catch (IOException e) {
      throw cannotRead(found, e);
    } catch (UncheckedIOException e) {
      throw cannotRead(found, e.getCause());
    }
  }

  private static InputException cannotRead(FoundFiles found, IOException e) {
    return new InputException(
        "Cannot read %s: %s; check the path and your permissions"
            .formatted(found.named(), e.getMessage()),
        e);
  }

  private static String of(FoundFiles found, FileType type) {
    if (type.kind() == FileType.Kind.EMPTY) {
      return IDX; // its reader says that it is cut short
    }
    if (type.kind() != FileType.Kind.READ) {
      throw refused(found, type.description(), type.advice());
    }
    return type.format();
  }

  private void look(Configuration hadoop) {
    List<FoundFile> files = found.files();
    for (int from = 0;
        from < Math.min(files.size(), MOST_LOOKED_AT) && formats.isEmpty();
        from += LOOKED_AT) {
      List<FoundFile> some = files.subList(from, Math.min(files.size(), from + LOOKED_AT));
      List<FileType> types = Parallel.map(some, file -> FileTypes.of(file, hadoop));
      for (int i = 0; i < some.size(); i++) {
        count(some.get(i), types.get(i));
      }
    }
  }

  private void count(FoundFile file, FileType type) {
    if (type.kind() == FileType.Kind.READ && !NamedTypes.isOfStray(file.name())) {
      formats.merge(type.format(), 1, Integer::sum);
      examples.putIfAbsent(type.format(), file);
    } else {
      others.merge(type, 1, Integer::sum);
      otherExamples.putIfAbsent(type, file);
    }
  }

  /** That of nine in ten; texts, which may describe images, do not count beside them. */
  private String told() {
    if (formats.isEmpty()) {
      throw nothing();
    }
    if (OF_IMAGES.stream().anyMatch(formats::containsKey)) {
      formats.keySet().removeIf(FileFormat::isText);
    }
    String most = Collections.max(formats.entrySet(), Map.Entry.comparingByValue()).getKey();
    int all = formats.values().stream().mapToInt(Integer::intValue).sum();
    if (10 * formats.get(most) < 9 * all) {
      List<String> found = new ArrayList<>();
      formats.forEach(
          (format, count) ->
              found.add(
                  "%s (%s)".formatted(FileFormat.title(format), examples.get(format).name())));
      throw refused(
          this.found,
          "files of several: " + String.join(", ", found),
          "choose one with --format, or name its files with --include");
    }
    return most;
  }

  private InputException nothing() {
    FileType most = Collections.max(others.entrySet(), Map.Entry.comparingByValue()).getKey();
    return refused(
        found,
        "%s, %s%s"
            .formatted(
                most.description(),
                otherExamples.get(most).name(),
                found.files().size() == 1 ? "" : ", and others"),
        most.advice());
  }

  private static InputException refused(FoundFiles found, String what, String advice) {
    return new InputException(
        "Unsupported: %s: expected IDX, PNG, JPEG, BMP or GIF files, tar shards of such, NumPy arrays, CSV, LIBSVM, Parquet or another table, found %s; %s"
            .formatted(found.named(), what, advice));
  }
}
