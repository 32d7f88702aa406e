package forwardpass.source.text;

import forwardpass.error.InputException;
import forwardpass.idx.Gzip;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Files of text, which Spark unzips by their names and not, as we do others, by their content. */
public final class GzippedText {
  private static final String SUFFIX = ".gz";

  private GzippedText() {}

  /**
   * Checks the first file.
   *
   * @throws InputException where it is gzipped and not named so, or the reverse
   */
  public static void requireNamedSo(Dataset<Row> rows) throws IOException {
    String[] files = rows.inputFiles();
    if (files.length == 0) {
      return;
    }
    Configuration hadoop = rows.sparkSession().sessionState().newHadoopConf();
    Path file = new Path(URI.create(files[0]));
    byte[] head;
    try (InputStream in = file.getFileSystem(hadoop).open(file)) {
      head = in.readNBytes(2);
    }
    boolean isNamedSo = file.getName().endsWith(SUFFIX);
    if (Gzip.isGzip(head) != isNamedSo) {
      throw new InputException(
          isNamedSo
              ? "Unsupported: %s: expected a file that is gzipped, as its name says, found one that is not; rename it"
                  .formatted(file)
              : "Unsupported: %s: expected a gzipped file to be named .gz, found another name; rename it"
                  .formatted(file));
    }
  }
}
