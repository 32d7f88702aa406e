package forwardpass.inspect;

import forwardpass.files.FileSelection;
import forwardpass.files.FileWalk;
import forwardpass.files.FoundFile;
import forwardpass.files.FoundFiles;
import forwardpass.files.ImageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * A directory of images: how many files, and in which directories. Of some, the first bytes are
 * read.
 */
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

  static List<String> describe(String path, Configuration hadoop) {
    FoundFiles found = FileWalk.find(path, FileSelection.ALL, hadoop);
    Size all = Size.NONE;
    Map<String, Size> directories = new TreeMap<>();
    int root = found.roots().get(0).toString().length();
    for (FoundFile file : found.files()) {
      all = all.plus(file.length());
      String parent = relative(file.directory(), root);
      directories.put(parent, directories.getOrDefault(parent, Size.NONE).plus(file.length()));
    }
    List<String> lines = new ArrayList<>();
    lines.add("directory: " + path);
    lines.add("format: " + ImageFormat.of(found, hadoop));
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

  private static String relative(Path path, int root) {
    String whole = path.toString();
    return whole.length() <= root ? "" : whole.substring(root + 1);
  }
}
