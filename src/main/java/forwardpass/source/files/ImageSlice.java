package forwardpass.source.files;

import forwardpass.files.FoundFile;
import forwardpass.files.FoundFiles;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Files that one task reads.
 *
 * @param files in the order of their paths
 */
record ImageSlice(ArrayList<InDirectory> files) implements Serializable {
  static final int DIRECTORY = 0;
  static final int NAME = 1;
  static final int LENGTH = 2;
  static final int MAY_HAVE_CHECKSUMS = 3;
  static final StructType SCHEMA =
      new StructType()
          .add("directory", DataTypes.StringType, false)
          .add("name", DataTypes.StringType, false)
          .add("length", DataTypes.LongType, false)
          .add("may have checksums", DataTypes.BooleanType, false);

  /** What opening a file costs, in bytes that are read meanwhile; on a disk of this machine. */
  private static final long LOCAL_OPENING_BYTES = 1 << 12;

  private static final long OPENING_BYTES = 1 << 16;

  private static final long MOST_BYTES = 1 << 27;

  /**
   * A file, as it travels to its task; those of a directory share its text.
   *
   * @param directory its path, with its scheme
   * @param mayHaveChecksums whether Hadoop may have put its checksums beside it
   */
  record InDirectory(String directory, String name, long length, boolean mayHaveChecksums)
      implements Serializable {}

  /** Cuts files into at least so many slices, where there are as many, of like work. */
  static List<ImageSlice> cut(FoundFiles found, int partitions) {
    List<FoundFile> files = found.files();
    long all = files.stream().mapToLong(ImageSlice::work).sum();
    long enough = Math.min(MOST_BYTES, Math.max(1, all / partitions));
    List<ImageSlice> slices = new ArrayList<>();
    ArrayList<InDirectory> slice = new ArrayList<>();
    long work = 0;
    Path directory = null;
    String text = null;
    boolean mayHaveChecksums = false;
    for (FoundFile file : files) {
      if (!file.directory().equals(directory)) {
        directory = file.directory();
        text = directory.toString();
        mayHaveChecksums = found.withChecksums().contains(directory);
      }
      slice.add(new InDirectory(text, file.name(), file.length(), mayHaveChecksums));
      work += work(file);
      if (work >= enough) {
        slices.add(new ImageSlice(slice));
        slice = new ArrayList<>();
        work = 0;
      }
    }
    if (!slice.isEmpty()) {
      slices.add(new ImageSlice(slice));
    }
    return slices;
  }

  private static long work(FoundFile file) {
    boolean isLocal = "file".equals(file.directory().toUri().getScheme());
    return file.length() + (isLocal ? LOCAL_OPENING_BYTES : OPENING_BYTES);
  }

  /** The files as rows of {@link #SCHEMA}. */
  Iterator<Row> rows() {
    return files.stream()
        .map(
            file ->
                RowFactory.create(
                    file.directory(), file.name(), file.length(), file.mayHaveChecksums()))
        .iterator();
  }
}
