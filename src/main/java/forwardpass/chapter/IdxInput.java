package forwardpass.chapter;

import forwardpass.error.InputException;
import forwardpass.idx.Gzip;
import forwardpass.idx.IdxHeader;
import forwardpass.idx.IdxReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * An IDX file on any Hadoop file system, gzipped or not, read in order. Everything here throws
 * {@link InputException} where the file cannot be read or is damaged.
 */
final class IdxInput implements Closeable {
  private static final float[] NO_FLOATS = {};
  private static final int[] NO_LABELS = {};

  private final String path;
  private final FSDataInputStream in;
  private final boolean gzip;
  private final InputStream content;
  private final IdxHeader header;
  private IdxReader reader;
  private long position;

  private IdxInput(
      String path, FSDataInputStream in, boolean gzip, InputStream content, IdxHeader header) {
    this.path = path;
    this.in = in;
    this.gzip = gzip;
    this.content = content;
    this.header = header;
    this.reader = new IdxReader(content, header, path, 0);
  }

  /** Opens a file of images. */
  static IdxInput images(String path) {
    IdxInput input = open(path);
    try {
      input.header.requireImages(path);
    } catch (InputException e) {
      input.close();
      throw e;
    }
    return input;
  }

  /** Opens the labels of a file of images. */
  static IdxInput labels(String path, IdxInput images) {
    IdxInput input = open(path);
    try {
      input.header.requireLabels(path);
      if (input.header.count() != images.header.count()) {
        throw new InputException(
            "Corrupt: %s, byte 4: expected a label for each of the %d images of %s, found %d; give the labels that belong to these images"
                .formatted(path, images.header.count(), images.path, input.header.count()));
      }
    } catch (InputException e) {
      input.close();
      throw e;
    }
    return input;
  }

  private static IdxInput open(String text) {
    try {
      Path path = new Path(text);
      FileSystem fileSystem = DataDirectory.fileSystem(path);
      long length = fileSystem.getFileStatus(path).getLen();
      FSDataInputStream in = fileSystem.open(path);
      try {
        return open(text, length, in);
      } catch (IOException | RuntimeException e) {
        in.close();
        throw e;
      }
    } catch (IOException | IllegalArgumentException e) {
      throw cannotRead(text, e);
    }
  }

  private static IdxInput open(String path, long length, FSDataInputStream in) throws IOException {
    boolean gzip = Gzip.isGzip(in.readNBytes(2));
    in.seek(0);
    InputStream content = gzip ? Gzip.decompress(in, path) : in;
    IdxHeader header = IdxHeader.read(content, path);
    if (!gzip) {
      header.requireLength(length, path);
    }
    return new IdxInput(path, in, gzip, content, header);
  }

  String path() {
    return path;
  }

  IdxHeader header() {
    return header;
  }

  /** How many items have not been read or passed over. */
  long left() {
    return header.count() - position;
  }

  /** Passes over items, which in a gzipped file takes reading them. */
  void skip(long items) {
    try {
      position += items;
      if (gzip) {
        reader.skip(items);
      } else {
        in.seek(header.offsetOf(position));
        reader = new IdxReader(in, header, path, position);
      }
    } catch (IOException e) {
      throw cannotRead(path, e);
    }
  }

  /** The next items, of any type, as floats: [items, item size]. */
  float[] readFloats(int items) {
    try {
      position += items;
      return reader.readFloats(NO_FLOATS, items);
    } catch (IOException e) {
      throw cannotRead(path, e);
    }
  }

  /** The next items, each one whole number. */
  int[] readLabels(int items) {
    try {
      position += items;
      return reader.readLabels(NO_LABELS, items);
    } catch (IOException e) {
      throw cannotRead(path, e);
    }
  }

  /**
   * Passes over what is left and finds out whether the whole file is sound: a gzipped one by its
   * checksum, a plain one by its length.
   */
  void expectEnd() {
    skip(left());
    try {
      reader.expectEnd();
    } catch (IOException e) {
      throw cannotRead(path, e);
    }
  }

  @Override
  public void close() {
    try {
      content.close(); // and with it what it reads from
    } catch (IOException e) {
      throw cannotRead(path, e);
    }
  }

  static InputException cannotRead(String path, Exception cause) {
    String reason =
        cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    return new InputException(
        "Cannot read %s: %s; check the path and your permissions".formatted(path, reason), cause);
  }
}
