package forwardpass.weights.npy;

import forwardpass.error.WeightsException;
import forwardpass.weights.data.FilePosition;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** A NumPy array alone, as {@code numpy.save} writes it: what is in it is no network yet. */
public final class NpyFile {
  private static final int HEADER_BYTES = 512;

  private NpyFile() {}

  public static boolean matches(byte[] head) {
    return new String(head, StandardCharsets.ISO_8859_1).startsWith("\u0093NUMPY");
  }

  /** The failure that says what is in it. */
  public static WeightsException refusal(InputStream in, String file) {
    String header;
    try {
      header = new String(in.readNBytes(HEADER_BYTES), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return FilePosition.cannotRead(file, e);
    }
    FilePosition start = new FilePosition(file, 0);
    return header.matches("(?s).{8,12}\\{[^}]*'descr': '\\|O.*")
        ? start.unsupported(
            "a pickle, npz, safetensors, PyTorch, Keras or ONNX file",
            "a NumPy array (npy) of Python objects, as numpy.save makes it of a dict or a list",
            "save it with pickle.dump(numpy.load(FILE, allow_pickle=True).tolist(), file)")
        : start.unsupported(
            "a pickle, npz, safetensors, PyTorch, Keras or ONNX file",
            "one NumPy array (npy) without a name",
            "save all arrays of the network into one file with numpy.savez");
  }
}
