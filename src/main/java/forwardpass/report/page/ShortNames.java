package forwardpass.report.page;

import forwardpass.report.Example;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Names of files without their directories, but for as many as tell them apart. */
final class ShortNames {
  private final TreeMap<String, String> names = new TreeMap<>();

  private ShortNames() {}

  static ShortNames of(List<Example> examples) {
    TreeSet<String> files = new TreeSet<>();
    examples.forEach(example -> files.add(example.file()));
    ShortNames all = new ShortNames();
    for (String file : files) {
      int from = file.lastIndexOf('/');
      while (from > 0 && isOfOthers(file.substring(from), file, files)) {
        from = file.lastIndexOf('/', from - 1);
      }
      all.names.put(file, file.substring(from + 1));
    }
    return all;
  }

  private static boolean isOfOthers(String end, String file, Set<String> files) {
    return files.stream().anyMatch(other -> !other.equals(file) && ('/' + other).endsWith(end));
  }

  String of(String file) {
    return names.get(file);
  }
}
