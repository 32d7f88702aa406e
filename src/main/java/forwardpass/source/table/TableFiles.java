package forwardpass.source.table;

import forwardpass.error.InputException;
import forwardpass.error.UsageException;
import forwardpass.files.FileSelection;
import forwardpass.files.FoundFiles;
import forwardpass.files.PassedOver;
import forwardpass.files.TakenFiles;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.SparkSession;

/**
 * What a table is read from.
 *
 * @param named the path, as it was written
 * @param found the files there; none where the format looks for its own
 * @param paths what its reader is given
 * @param images how many files of what, in words
 * @param passedOver the files that are not of the table
 */
public record TableFiles(
    String named,
    Optional<FoundFiles> found,
    List<String> paths,
    String images,
    PassedOver passedOver) {
  /** A table of a format that finds its own files. */
  public static TableFiles ofOwn(String format, String path, FileSelection selection) {
    if (!selection.isAll()) {
      throw new UsageException(
          "--include, --exclude and --no-recursive are for files: %s finds its own"
              .formatted(format));
    }
    return new TableFiles(path, Optional.empty(), List.of(path), format, PassedOver.NONE);
  }

  /**
   * A table of files.
   *
   * @throws InputException where one cannot be read, or there is none
   */
  public static TableFiles of(String format, FoundFiles found, Configuration hadoop) {
    TakenFiles taken = TakenFiles.of(format, found, hadoop);
    return new TableFiles(
        found.named(), Optional.of(found), taken.paths(), taken.described(), taken.passedOver());
  }

  /** A reader of those paths, and of no globs. */
  DataFrameReader reader(SparkSession session) {
    DataFrameReader reader = session.read();
    if (found.isEmpty()) {
      return reader;
    }
    boolean isOfDirectory = !found.get().isOneFile() && found.get().roots().size() == 1;
    return isOfDirectory
        ? reader
            .option("__globPaths__", "false")
            .option("basePath", found.get().roots().get(0).toString())
        : reader.option("__globPaths__", "false");
  }

  String[] pathArray() {
    return paths.toArray(String[]::new);
  }
}
