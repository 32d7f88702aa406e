package forwardpass.sink;

import forwardpass.error.OutputException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FsStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/** Compares the room that predictions need at the very least with what there is. */
final class OutputRoom {
  /** Bytes of a row of index, label, prediction and probability in Parquet, as measured. */
  private static final int COMPRESSED_ROW = 8;

  private static final int COMPRESSED_FLOAT = 3;

  /** Bytes of a row of text that are not the file's name, with an index of one digit. */
  private static final Map<String, Integer> TEXT_BESIDE_FILE = Map.of("csv", 10, "json", 50);

  private OutputRoom() {}

  /** At the least: what is not known to be plain text is compressed. */
  static long bytes(Destination destination, List<FileRows> files, int probabilities) {
    Integer beside =
        destination.options().isEmpty() ? TEXT_BESIDE_FILE.get(destination.format()) : null;
    long bytes = 0;
    for (FileRows file : files) {
      int row =
          beside == null
              ? COMPRESSED_ROW + probabilities * COMPRESSED_FLOAT
              : file.file().length() + beside;
      bytes += file.rows() * row;
    }
    return bytes;
  }

  /**
   * Checks that a file system that knows how much room it has, has enough.
   *
   * @param output a directory, there or not
   * @param bytes the least that will be written
   * @throws OutputException where it has not
   */
  static void require(String output, long bytes, SparkSession spark) {
    long room;
    try {
      Path path = new Path(output);
      FileSystem fileSystem = path.getFileSystem(spark.sessionState().newHadoopConf());
      Path there = fileSystem.makeQualified(path);
      while (!fileSystem.exists(there)) {
        there = there.getParent();
      }
      FsStatus status = fileSystem.getStatus(there);
      room =
          status.getCapacity() > 0
              ? status.getRemaining() / fileSystem.getDefaultReplication(there)
              : Long.MAX_VALUE;
    } catch (IOException | UnsupportedOperationException e) {
      return; // it does not know
    }
    if (bytes > room) {
      throw new OutputException(
          "Cannot write %s: expected room for %d MiB of predictions at least, found %d MiB; make room, or choose another --output"
              .formatted(output, mebibytes(bytes), room >> 20));
    }
  }

  private static long mebibytes(long bytes) {
    return ((bytes - 1) >> 20) + 1;
  }
}
