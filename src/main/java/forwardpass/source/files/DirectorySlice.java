package forwardpass.source.files;

import forwardpass.files.FoundFile;
import java.io.ByteArrayOutputStream;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Files of one directory, as they travel to their task: a dump may have a hundred million, and an
 * object for each would take longer to send than the file to open.
 */
final class DirectorySlice implements Serializable {
  private static final long serialVersionUID = 1;

  static final int DIRECTORY = 0;
  static final int NAME = 1;
  static final int LENGTH = 2;
  static final int MAY_HAVE_CHECKSUMS = 3;

  private final String directory;
  private final boolean mayHaveChecksums;

  /** In UTF-8, one behind the other. */
  private final byte[] names;

  /** Where each name ends. */
  private final int[] ends;

  private final long[] lengths;

  /**
   * @param files in one directory
   * @param mayHaveChecksums whether Hadoop may have put its checksums beside them
   */
  DirectorySlice(List<FoundFile> files, boolean mayHaveChecksums) {
    this.directory = files.get(0).directory().toString();
    this.mayHaveChecksums = mayHaveChecksums;
    this.ends = new int[files.size()];
    this.lengths = new long[files.size()];
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int i = 0; i < ends.length; i++) {
      all.writeBytes(files.get(i).name().getBytes(StandardCharsets.UTF_8));
      ends[i] = all.size();
      lengths[i] = files.get(i).length();
    }
    this.names = all.toByteArray();
  }

  /** A row for each file: its directory, name, and length, and whether it may have checksums. */
  Iterator<InternalRow> rows() {
    UTF8String in = UTF8String.fromString(directory);
    return IntStream.range(0, ends.length).mapToObj(file -> row(in, file)).iterator();
  }

  private InternalRow row(UTF8String in, int file) {
    int start = file == 0 ? 0 : ends[file - 1];
    UTF8String name = UTF8String.fromBytes(names, start, ends[file] - start);
    return new GenericInternalRow(new Object[] {in, name, lengths[file], mayHaveChecksums});
  }
}
