package forwardpass.onnx;

import java.io.FileNotFoundException;
import java.io.IOException;

/** The files that lie beside a model. */
public interface DataFiles {
  /**
   * The length of a file, in bytes.
   *
   * @param name without a directory
   * @throws FileNotFoundException where there is none
   * @throws IOException where it is none of the model's directory, as it is a link out of it, or
   *     cannot be read
   */
  long length(String name) throws IOException;

  /** Fills a part of an array with the bytes of a file that begin at a position. */
  void read(String name, long position, byte[] into, int start, int length) throws IOException;
}
