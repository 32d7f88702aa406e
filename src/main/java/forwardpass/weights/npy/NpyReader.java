package forwardpass.weights.npy;

import forwardpass.nn.Tensor;
import forwardpass.weights.data.ArrayData;
import forwardpass.weights.data.FilePosition;
import forwardpass.weights.data.StoredTensor;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;

/** Reads one array in NumPy's npy format, in C or Fortran order, of either byte order. */
final class NpyReader {
  private NpyReader() {}

  /**
   * Reads a whole stream, which must be one array and nothing after it.
   *
   * @param file what messages call it
   * @param name of the array
   * @param length how many bytes the file claims it to be: nothing is read where the array claims
   *     another length
   * @return none where it is no array of weights: a single number, or texts
   * @throws forwardpass.error.WeightsException where it is anything else
   */
  static Optional<StoredTensor> read(InputStream in, String file, String name, long length)
      throws IOException {
    NpyHeader header = NpyHeader.read(in, file, name);
    if (header.data() == null) {
      in.transferTo(OutputStream.nullOutputStream());
      return Optional.empty();
    }
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
    return Optional.of(
        new StoredTensor(new Tensor(header.layout().shape(), values), data.type(), position));
  }

  private static String describe(NpyHeader header) {
    return "%d bytes of data for %s of shape %s"
        .formatted(header.data().length(), header.data().type(), header.layout().shape());
  }
}
