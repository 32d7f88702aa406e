package forwardpass.source;

import forwardpass.files.FoundFile;
import java.util.List;

/** Images in files that can be scored some at a time. */
public interface FileSource extends ImageSource {
  /** All of them, in the order in which they are read. */
  List<FoundFile> files();

  /** The images of some of the files alone, taken for the same as those of all. */
  ImageSource of(List<FoundFile> some);

  /**
   * How much there is to do, in bytes, for tasks of a size: of a file that is read by one task no
   * more than that.
   */
  long work(FoundFile file, long taskBytes);
}
