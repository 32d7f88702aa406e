package forwardpass.source.table;

import forwardpass.error.InputException;
import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Tables of which a log says which files belong to them: the others in their directory are of
 * earlier states, or deleted.
 */
enum ManagedTable {
  DELTA("a Delta table", "delta", "io.delta:delta-spark"),
  HUDI("a Hudi table", "hudi", "org.apache.hudi:hudi-spark-bundle"),
  ICEBERG("an Iceberg table", "iceberg", "org.apache.iceberg:iceberg-spark-runtime");

  private final String description;
  private final String format;
  private final String artifact;

  ManagedTable(String description, String format, String artifact) {
    this.description = description;
    this.format = format;
    this.artifact = artifact;
  }

  /**
   * Checks that files are not read one by one where a table says which there are. A file that is
   * named by itself is read.
   *
   * @throws InputException where they are a table's, or part of one
   */
  static void requireNone(String path, Configuration hadoop) throws IOException {
    Path asked = new Path(path);
    FileSystem fileSystem = asked.getFileSystem(hadoop);
    FileStatus[] found = fileSystem.globStatus(asked);
    Set<Path> seen = new HashSet<>();
    for (FileStatus status : found == null ? new FileStatus[0] : found) {
      if (!status.isDirectory() && found.length == 1) {
        continue;
      }
      Path directory = status.isDirectory() ? status.getPath() : status.getPath().getParent();
      for (; directory != null && seen.add(directory); directory = directory.getParent()) {
        Optional<ManagedTable> table = at(directory, fileSystem);
        if (table.isPresent()) {
          throw table.get().refused(directory);
        }
      }
    }
  }

  private static Optional<ManagedTable> at(Path directory, FileSystem fileSystem)
      throws IOException {
    if (fileSystem.exists(new Path(directory, "_delta_log"))) {
      return Optional.of(DELTA);
    }
    if (fileSystem.exists(new Path(directory, ".hoodie"))) {
      return Optional.of(HUDI);
    }
    FileStatus[] metadata = fileSystem.globStatus(new Path(directory, "metadata/*.metadata.json"));
    return metadata != null && metadata.length > 0 ? Optional.of(ICEBERG) : Optional.empty();
  }

  private InputException refused(Path directory) {
    return new InputException(
        "Unsupported: %s: expected files that are all to be scored, found %s, whose log says which of its files are; give --format %s, and spark-submit --packages with %s for this Spark"
            .formatted(directory, description, format, artifact));
  }
}
