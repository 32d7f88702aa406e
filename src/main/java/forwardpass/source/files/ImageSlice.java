package forwardpass.source.files;

import forwardpass.files.FoundFile;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.Path;

/**
 * Files that one task reads.
 *
 * @param files in the order of their paths
 */
record ImageSlice(ArrayList<InDirectory> files) implements Serializable {
  /** What opening a file costs, in bytes that are read meanwhile. */
  private static final long OPENING_BYTES = 1 << 16;

  private static final long MOST_BYTES = 1 << 27;

  /**
   * A file, as it travels to its task; those of a directory share its text.
   *
   * @param directory its path, with its scheme
   */
  record InDirectory(String directory, String name, long length) implements Serializable {
    FoundFile found() {
      return new FoundFile(new Path(directory), name, length, 0);
    }
  }

  /** Cuts files into at least so many slices, where there are as many, of like work. */
  static List<ImageSlice> cut(List<FoundFile> files, int partitions) {
    long all = files.stream().mapToLong(ImageSlice::work).sum();
    long enough = Math.min(MOST_BYTES, Math.max(1, all / partitions));
    List<ImageSlice> slices = new ArrayList<>();
    ArrayList<InDirectory> slice = new ArrayList<>();
    long work = 0;
    Path directory = null;
    String text = null;
    for (FoundFile file : files) {
      if (!file.directory().equals(directory)) {
        directory = file.directory();
        text = directory.toString();
      }
      slice.add(new InDirectory(text, file.name(), file.length()));
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
    return file.length() + OPENING_BYTES;
  }
}
