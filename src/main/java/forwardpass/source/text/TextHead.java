package forwardpass.source.text;

import forwardpass.error.InputException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Arrays;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.CompressionCodecFactory;
import org.apache.hadoop.util.LineReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The lines of the first file of text that has any, one after the other, as Spark's tasks will read
 * them: unzipped by its name, and without the mark of UTF-8.
 */
public final class TextHead implements AutoCloseable {
  /** The column of a file of text. */
  public static final String LINE = "value";

  private static final String MARK = "\ufeff";

  private final String file;
  private final InputStream in;
  private final LineReader reader;
  private String next;

  private TextHead(String file, Configuration hadoop) throws IOException {
    Path path = new Path(URI.create(file));
    this.file = path.toString();
    CompressionCodec codec = new CompressionCodecFactory(hadoop).getCodec(path);
    InputStream stored = path.getFileSystem(hadoop).open(path);
    this.in = codec == null ? stored : codec.createInputStream(stored);
    this.reader = new LineReader(in, hadoop);
    Text first = new Text();
    boolean isEmpty = reader.readLine(first) == 0;
    requireUtf8(first);
    this.next = isEmpty ? null : unmarked(first.toString());
  }

  /** Opens the first of the files of a table that has a line; the caller closes it. */
  public static Optional<TextHead> of(Dataset<Row> rows) throws IOException {
    Configuration hadoop = rows.sparkSession().sessionState().newHadoopConf();
    String[] files = rows.inputFiles();
    Arrays.sort(files);
    for (String file : files) {
      TextHead head = new TextHead(file, hadoop);
      if (head.skipBlanks()) {
        return Optional.of(head);
      }
      head.close();
    }
    return Optional.empty();
  }

  /** A line without the mark that may stand at the beginning of a file. */
  static String unmarked(String line) {
    return line.startsWith(MARK) ? line.substring(MARK.length()) : line;
  }

  private void requireUtf8(Text first) {
    byte[] bytes = first.copyBytes();
    if (bytes.length > 1
        && ((bytes[0] == -1 && bytes[1] == -2) || (bytes[0] == -2 && bytes[1] == -1))) {
      throw new InputException(
          "Unsupported: %s: expected text in UTF-8, found UTF-16; save it as UTF-8"
              .formatted(file));
    }
  }

  private boolean skipBlanks() throws IOException {
    while (next != null && next.isBlank()) {
      advance();
    }
    return next != null;
  }

  private void advance() throws IOException {
    Text line = new Text();
    next = reader.readLine(line) == 0 ? null : line.toString();
  }

  /**
   * What to call the file in messages: as the user does, or where that is several by its own name.
   */
  public String named(String path) {
    String name = new Path(file).getName();
    return path.equals(name) || path.endsWith("/" + name) ? path : file;
  }

  /** The next line that is not blank; null after the last. */
  public String next() throws IOException {
    String line = next;
    if (line != null) {
      advance();
      skipBlanks();
    }
    return line;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
