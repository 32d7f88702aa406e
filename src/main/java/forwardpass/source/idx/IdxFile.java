package forwardpass.source.idx;

import forwardpass.error.InputException;
import forwardpass.files.FoundFile;
import forwardpass.files.HadoopPath;
import forwardpass.idx.Gzip;
import forwardpass.idx.IdxHeader;
import forwardpass.idx.IdxReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.time.Instant;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
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

  /** Reads the header; of a plain file, also checks that its length is the one it promises. */
  static IdxFile inspect(FoundFile file, Configuration configuration) {
    String name = file.toString();
    try (FSDataInputStream in = HadoopPath.open(file.path(), configuration)) {
      boolean gzip = Gzip.isGzip(in.readNBytes(2));
      in.seek(0);
      IdxHeader header;
      try (InputStream content = gzip ? Gzip.decompress(in, name) : in) {
        header = IdxHeader.read(content, name);
      }
      if (!gzip) {
        header.requireLength(file.length(), name);
      }
      return new IdxFile(name, gzip, header, file.length(), file.modified());
    } catch (IOException | IllegalArgumentException e) {
      throw cannotRead(name, e);
    }
  }

  /** Opens the file at an item; the caller closes the reader. */
  IdxReader open(long item, Configuration configuration) throws IOException {
    FSDataInputStream in = HadoopPath.open(new Path(path), configuration);
    try {
      return gzip ? decompressTo(item, in) : seekTo(item, in);
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
  void requireUnchanged(Configuration configuration) {
    Path hadoopPath = new Path(path);
    FileStatus found;
    try {
      found = hadoopPath.getFileSystem(configuration).getFileStatus(hadoopPath);
    } catch (IOException e) {
      throw cannotRead(path, e);
    }
    if (found.getLen() != length || found.getModificationTime() != modified) {
      throw new InputException(
          "Corrupt: %s: expected the file that was there when the job began, of %d bytes, changed at %s, found one of %d bytes, changed at %s; do not change files while they are read"
              .formatted(
                  path,
                  length,
                  Instant.ofEpochMilli(modified),
                  found.getLen(),
                  Instant.ofEpochMilli(found.getModificationTime())));
    }
  }

  private IdxReader seekTo(long item, FSDataInputStream in) throws IOException {
    in.seek(header.offsetOf(item));
    return new IdxReader(in, header, path, item);
  }

  private IdxReader decompressTo(long item, FSDataInputStream in) throws IOException {
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
  private InputStream decompress(FSDataInputStream in) throws IOException {
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
