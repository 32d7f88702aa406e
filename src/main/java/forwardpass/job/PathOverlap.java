package forwardpass.job;

import forwardpass.files.HadoopPath;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.GlobExpander;
import org.apache.hadoop.fs.GlobPattern;
import org.apache.hadoop.fs.Path;

/** Tells whether what is read and what is written are one inside the other, links resolved. */
public final class PathOverlap {
  private final Configuration hadoop;
  private final Map<Path, String> resolved = new HashMap<>();

  public PathOverlap(Configuration hadoop) {
    this.hadoop = hadoop;
  }

  /**
   * Whether an input and an output are the same, or one is inside the other.
   *
   * @param input a file, directory or glob
   * @param output a directory, there or not
   */
  public boolean isBetween(String input, String output) {
    try {
      String out = resolve(HadoopPath.of(output));
      Path in = HadoopPath.of(input);
      FileSystem fileSystem = in.getFileSystem(hadoop);
      if (fileSystem.exists(in)) {
        return overlap(resolve(in), out);
      }
      for (String pattern : GlobExpander.expand(input)) {
        if (overlap(resolve(new Path(pattern)), out) || isMatch(new Path(pattern), out)) {
          return true;
        }
      }
      FileStatus[] found = fileSystem.globStatus(in);
      for (FileStatus each : Optional.ofNullable(found).orElse(new FileStatus[0])) {
        boolean overlaps =
            each.isDirectory()
                ? overlap(resolve(each.getPath()), out)
                : resolve(each.getPath().getParent()).startsWith(out);
        if (overlaps) {
          return true;
        }
      }
      return false;
    } catch (IOException | IllegalArgumentException e) {
      return false; // who reads or writes it will say what is wrong with it
    }
  }

  /** Whether a directory, there or not, is another or inside it. */
  public boolean isInside(String inner, String outer) {
    try {
      return resolve(HadoopPath.of(inner)).startsWith(resolve(HadoopPath.of(outer)));
    } catch (IOException | IllegalArgumentException e) {
      return false; // as above
    }
  }

  private static boolean overlap(String one, String other) {
    return one.startsWith(other) || other.startsWith(one);
  }

  /** Whether a glob would match a directory, or one above it, once it is there. */
  private boolean isMatch(Path glob, String directory) throws IOException {
    List<String> patterns = List.of(resolve(glob).split("/"));
    List<String> names = List.of(directory.split("/"));
    if (patterns.size() > names.size()) {
      return false;
    }
    for (int i = 0; i < patterns.size(); i++) {
      if (!new GlobPattern(patterns.get(i)).matches(names.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** The URI of a directory, what there is of it without links, with a slash at its end. */
  private String resolve(Path path) throws IOException {
    Path qualified = path.getFileSystem(hadoop).makeQualified(path);
    String known = resolved.get(qualified);
    if (known == null) {
      known = resolveQualified(qualified);
      resolved.put(qualified, known);
    }
    return known;
  }

  private String resolveQualified(Path path) throws IOException {
    if (path.isRoot()) {
      return path.toString();
    }
    if (path.toUri().getScheme().equals("file")) {
      java.nio.file.Path local = java.nio.file.Path.of(path.toUri().getPath());
      if (java.nio.file.Files.exists(local)) {
        String real = local.toRealPath().toString();
        return "file:" + (real.endsWith("/") ? real : real + "/");
      }
    }
    return resolve(path.getParent()) + path.getName() + "/";
  }
}
