package forwardpass.inspect;

import forwardpass.error.InputException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/** A directory of images: how many files, and in which directories. None but the first is read. */
final class Dump {
  private static final int SHOWN_DIRECTORIES = 20;

  private record Size(long files, long bytes) {
    static final Size NONE = new Size(0, 0);

    Size plus(long length) {
      return new Size(files + 1, bytes + length);
    }

    @Override
    public String toString() {
      return String.format(Locale.ROOT, "%,d, %,d bytes", files, bytes);
    }
  }

  private Dump() {}

  static List<String> describe(FileSystem fileSystem, Path directory, String path)
      throws IOException {
    Size all = Size.NONE;
    Map<String, Size> directories = new TreeMap<>();
    int root = fileSystem.makeQualified(directory).toString().length();
    RemoteIterator<LocatedFileStatus> files = fileSystem.listFiles(directory, true);
    while (files.hasNext()) {
      LocatedFileStatus file = files.next();
      if (isHidden(file.getPath(), root)) {
        continue;
      }
      all = all.plus(file.getLen());
      String parent = relative(file.getPath().getParent(), root);
      directories.put(parent, directories.getOrDefault(parent, Size.NONE).plus(file.getLen()));
    }
    if (all.files() == 0) {
      throw new InputException(
          "Cannot read %s: expected files, found an empty directory; check the path"
              .formatted(path));
    }
    List<String> lines = new ArrayList<>();
    lines.add("directory: " + path);
    lines.add("format: " + ImageFormat.of(directory.toString(), fileSystem.getConf()));
    lines.add("files: " + all);
    if (!directories.keySet().equals(java.util.Set.of(""))) {
      lines.add(String.format(Locale.ROOT, "directories: %,d", directories.size()));
      directories.entrySet().stream()
          .limit(SHOWN_DIRECTORIES)
          .forEach(entry -> lines.add("  %s: %s".formatted(entry.getKey(), entry.getValue())));
      if (directories.size() > SHOWN_DIRECTORIES) {
        lines.add(
            String.format(Locale.ROOT, "  and %,d more", directories.size() - SHOWN_DIRECTORIES));
      }
    }
    return lines;
  }

  private static boolean isHidden(Path file, int root) {
    return ("/" + relative(file, root)).matches(".*/[_.].*");
  }

  private static String relative(Path path, int root) {
    String whole = path.toString();
    return whole.length() <= root ? "" : whole.substring(root + 1);
  }
}
