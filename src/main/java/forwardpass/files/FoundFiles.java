package forwardpass.files;

import forwardpass.error.InputException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.fs.Path;

/**
 * The files that a path, directory or glob stands for, at least one.
 *
 * @param named the path, as it was written
 * @param files in the order of their paths
 * @param roots what it names or matches
 * @param isOneFile whether it is a file, named by itself
 * @param isAsSparkLists whether Spark finds the same files below the roots
 * @param withChecksums directories of files beside which Hadoop may have put their checksums
 */
public record FoundFiles(
    String named,
    List<FoundFile> files,
    List<Path> roots,
    boolean isOneFile,
    boolean isAsSparkLists,
    Set<Path> withChecksums) {
  private static final String GZIP = ".gz";

  public FoundFiles {
    files = List.copyOf(files);
    roots = List.copyOf(roots);
    withChecksums = Set.copyOf(withChecksums);
  }

  /**
   * Checks that none of some files is there twice, plain and gzipped.
   *
   * @throws InputException where one is
   */
  public static void requireOnce(List<FoundFile> files) {
    Set<Path> plain = new HashSet<>();
    for (FoundFile file : files) {
      if (file.name().endsWith(GZIP)) {
        plain.add(
            HadoopPath.child(
                file.directory(), file.name().substring(0, file.name().length() - GZIP.length())));
      }
    }
    if (plain.isEmpty()) {
      return;
    }
    for (FoundFile file : files) {
      if (plain.contains(file.path())) {
        throw new InputException(
            "Unsupported: %s: expected each file once, found it beside %s%s, by their names the same; remove one of them, or leave it out with --exclude"
                .formatted(file, file.name(), GZIP));
      }
    }
  }
}
