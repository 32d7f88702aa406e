package forwardpass.job;

import forwardpass.error.OutputException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Predictions that are written beside those of an output, in {@code _staging}, and moved among them
 * when the manifest says that they are complete. Each group of files has a directory there, whose
 * name is a UUID.
 */
final class StagedFiles {
  private static final String STAGING = "_staging";
  private static final Pattern OWN = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
  private static final Pattern PREDICTIONS = Pattern.compile("part-.*");

  /** What holds no predictions: of Spark's committers, and of Parquet's, which sum up others. */
  private static final Pattern NO_PREDICTIONS =
      Pattern.compile("_SUCCESS|_metadata|_common_metadata|\\..*\\.crc");

  private final FileSystem fileSystem;
  private final Path output;

  StagedFiles(FileSystem fileSystem, Path output) {
    this.fileSystem = fileSystem;
    this.output = output;
  }

  /** Where the next group's predictions are to be written. */
  Path next() {
    return new Path(output, STAGING + "/" + UUID.randomUUID());
  }

  /**
   * What is in such a directory.
   *
   * @throws OutputException where something is that is not known to be predictions
   */
  Manifest.Staged list(Path directory) throws IOException {
    List<String> files = new ArrayList<>();
    add(directory, "", files);
    return new Manifest.Staged(STAGING + "/" + directory.getName(), files);
  }

  /**
   * Whatever its name, so that nothing is dropped. Not {@code listFiles}, which on a local file
   * system starts a process for each file.
   */
  private void add(Path directory, String prefix, List<String> files) throws IOException {
    for (FileStatus entry : fileSystem.listStatus(directory)) {
      String name = entry.getPath().getName();
      if (entry.isDirectory()) {
        add(entry.getPath(), prefix + name + "/", files);
      } else if (PREDICTIONS.matcher(name).matches()) {
        files.add(prefix + name);
      } else if (!NO_PREDICTIONS.matcher(name).matches()) {
        throw new OutputException(
            "Cannot resume %s: expected the sink to write files named part-*, found %s; write this format in one run, without --resume (what it wrote stays there until the next run)"
                .formatted(output, entry.getPath()));
      }
    }
  }

  /**
   * Puts files into the output. Some of them may have been moved already.
   *
   * @param staged null where there are none
   */
  void move(Manifest.Staged staged) throws IOException {
    if (staged == null) {
      return;
    }
    Path directory = new Path(output, staged.directory());
    String unique = directory.getName().substring(0, 8);
    for (String file : staged.files()) {
      Path from = new Path(directory, file);
      // The name that Spark gives is one of its own job, but not for all formats.
      Path to =
          new Path(
              new Path(output, file).getParent(),
              from.getName().replaceFirst("^part-", "part-" + unique + "-"));
      if (file.contains("/")) {
        fileSystem.mkdirs(to.getParent());
      }
      if (!fileSystem.exists(to) && !fileSystem.rename(from, to)) {
        throw new IOException("could not rename %s to %s".formatted(from, to));
      }
    }
  }

  /** Deletes what is left when all files were moved. */
  void delete(Manifest.Staged staged) throws IOException {
    fileSystem.delete(new Path(output, staged.directory()), true);
  }

  /** Deletes what no manifest says is complete; only directories that a run has made. */
  void clear() throws IOException {
    Path staging = new Path(output, STAGING);
    if (!fileSystem.exists(staging)) {
      return;
    }
    for (FileStatus entry : fileSystem.listStatus(staging)) {
      if (OWN.matcher(entry.getPath().getName()).matches()) {
        fileSystem.delete(entry.getPath(), true);
      }
    }
    deleteIfEmpty();
  }

  /** What a group that failed leaves. */
  void deleteIfEmpty() throws IOException {
    Path staging = new Path(output, STAGING);
    if (fileSystem.exists(staging) && fileSystem.listStatus(staging).length == 0) {
      fileSystem.delete(staging, false);
    }
  }
}
