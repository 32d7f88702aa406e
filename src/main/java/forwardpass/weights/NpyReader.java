package forwardpass.weights;

import forwardpass.nn.Tensor;
import java.io.IOException;
import java.io.InputStream;

/** Reads one array in NumPy's npy format, in C or Fortran order, of either byte order. */
final class NpyReader {
  private NpyReader() {}

  /**
   * Reads a whole stream, which must be one array and nothing after it.
   *
   * @param file what messages call it
   * @param length how many bytes the file claims it to be: nothing is read where the array claims
   *     another length
   * @throws forwardpass.error.WeightsException where it is anything else
   */
  static StoredTensor read(InputStream in, String file, long length) throws IOException {
    NpyHeader header = NpyHeader.read(in, file);
    FilePosition position = new FilePosition(file, header.length());
    ArrayData data = header.data();
    long found = length - header.length();
    if (found < data.length()) {
      throw position.truncated(describe(header), String.valueOf(found));
    } else if (found > data.length()) {
      throw position.corrupt(describe(header), String.valueOf(found));
    }
    float[] values = header.layout().toRowMajor(data.read(in, position));
    if (in.read() >= 0) {
      throw new FilePosition(file, length).corrupt("the end of the array", "more bytes");
    }
    return new StoredTensor(new Tensor(header.layout().shape(), values), data.type(), position);
  }

  private static String describe(NpyHeader header) {
    return "%d bytes of data for %s of shape %s"
        .formatted(header.data().length(), header.data().type(), header.layout().shape());
  }
}
