package forwardpass.source.files;

import forwardpass.files.FoundFile;
import forwardpass.files.FoundFiles;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.Path;

/**
 * Files that one task reads.
 *
 * @param directories in the order of the files' paths
 */
record ImageSlice(ArrayList<DirectorySlice> directories) implements Serializable {
  /** What opening a file costs, in bytes that are read meanwhile; on a disk of this machine. */
  private static final long LOCAL_OPENING_BYTES = 1 << 12;

  private static final long OPENING_BYTES = 1 << 16;

  private static final long MOST_BYTES = 1 << 27;

  /** Cuts files into at least so many slices, where there are as many, of like work. */
  static List<ImageSlice> cut(FoundFiles found, int partitions) {
    List<FoundFile> files = found.files();
    long all = files.stream().mapToLong(ImageSlice::work).sum();
    long enough = Math.min(MOST_BYTES, Math.max(1, all / partitions));
    List<ImageSlice> slices = new ArrayList<>();
    ArrayList<DirectorySlice> slice = new ArrayList<>();
    long work = 0;
    int from = 0;
    for (int end = 1; end <= files.size(); end++) {
      Path directory = files.get(end - 1).directory();
      work += work(files.get(end - 1));
      boolean isWhole = work >= enough || end == files.size();
      if (isWhole || !files.get(end).directory().equals(directory)) {
        boolean mayHaveChecksums = found.withChecksums().contains(directory);
        slice.add(new DirectorySlice(files.subList(from, end), mayHaveChecksums));
        from = end;
      }
      if (isWhole) {
        slices.add(new ImageSlice(slice));
        slice = new ArrayList<>();
        work = 0;
      }
    }
    return slices;
  }

  private static long work(FoundFile file) {
    boolean isLocal = "file".equals(file.directory().toUri().getScheme());
    return file.length() + (isLocal ? LOCAL_OPENING_BYTES : OPENING_BYTES);
  }
}
