package forwardpass.source.idx;

import forwardpass.error.InputException;
import forwardpass.files.FileOpener;
import forwardpass.files.FoundFile;
import forwardpass.idx.Gzip;
import forwardpass.idx.IdxHeader;
import forwardpass.idx.IdxReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.Serializable;
import org.apache.hadoop.fs.Path;
import org.apache.spark.io.ReadAheadInputStream;

/**
 * An IDX file as it was when it was listed.
 *
 * @param path where it is, on any Hadoop file system
 * @param gzip whether it is compressed, and so cannot be read from its middle
 * @param header its header
 * @param length in bytes
 * @param modified when, in milliseconds since 1970
 */
public record IdxFile(String path, boolean gzip, IdxHeader header, long length, long modified)
    implements Serializable {
  private static final int READ_AHEAD_BYTES = 1 << 20;

  /** As long as a header can be, of 255 dimensions. */
  private static final int HEAD_BYTES = 1024;

  /**
   * Reads the header, with one request; of a plain file, also checks that its length is the one it
   * promises.
   */
  static IdxFile inspect(FoundFile file, FileOpener files) {
    Path path = file.path();
    String name = path.toString();
    try (InputStream in = files.openHead(path, file.length())) {
      byte[] head = in.readNBytes(headBytes(file));
      boolean gzip = Gzip.isGzip(head);
      InputStream start = new ByteArrayInputStream(head);
      IdxHeader header =
          IdxHeader.read(
              gzip ? Gzip.decompress(new SequenceInputStream(start, in), name) : start, name);
      if (!gzip) {
        header.requireLength(file.length(), name);
      }
      return new IdxFile(name, gzip, header, file.length(), file.modified());
    } catch (IOException | IllegalArgumentException e) {
      throw cannotRead(name, e);
    }
  }

  /** No more than there are: to look for more would be another request. */
  private static int headBytes(FoundFile file) {
    return file.length() < 0 ? HEAD_BYTES : (int) Math.min(HEAD_BYTES, file.length());
  }

  /** Opens the file at an item; the caller closes the reader. */
  IdxReader open(long item, FileOpener files) throws IOException {
    InputStream in = files.open(new Path(path), length, gzip ? 0 : header.offsetOf(item));
    try {
      return gzip ? decompressTo(item, in) : new IdxReader(in, header, path, item);
    } catch (IOException | RuntimeException | Error e) {
      in.close();
      throw e;
    }
  }

  /**
   * Checks that the file is still the one that was listed.
   *
   * @throws InputException where it is another, or gone
   */
  void requireUnchanged(FileOpener files) {
    try {
      files.requireUnchanged(new Path(path), new FileOpener.State(length, modified));
    } catch (IOException e) {
      throw cannotRead(path, e);
    }
  }

  private IdxReader decompressTo(long item, InputStream in) throws IOException {
    InputStream decompressed = decompress(in);
    IdxHeader found = IdxHeader.read(decompressed, path);
    if (!found.equals(header)) {
      throw new InputException(
          "Corrupt: %s, byte 0: expected the header that was there when the job began, %s, found %s; do not change files while they are read"
              .formatted(path, header, found));
    }
    IdxReader reader = new IdxReader(decompressed, header, path, 0);
    reader.skip(item);
    return reader;
  }

  /** Images are decompressed on a thread of their own, ahead of the task that reads them. */
  private InputStream decompress(InputStream in) throws IOException {
    InputStream decompressed = Gzip.decompress(in, path);
    return header.itemSize() > 1
        ? new ReadAheadInputStream(decompressed, READ_AHEAD_BYTES)
        : decompressed;
  }

  static InputException cannotRead(String path, Exception cause) {
    return new InputException(
        "Cannot read %s: %s; check the path and your permissions".formatted(path, reason(cause)),
        cause);
  }

  private static String reason(Exception cause) {
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }
}
