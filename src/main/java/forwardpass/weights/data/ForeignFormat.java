package forwardpass.weights.data;

import forwardpass.error.WeightsException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Optional;

/** The files of other tools, named as what they are, each with the way to have its arrays. */
public final class ForeignFormat {
  private static final String TENSORFLOW = "convert the model to ONNX with tf2onnx";

  private static final String DECOMPRESS =
      "decompress it; a file of joblib is to be loaded with joblib.load and saved with pickle.dump";

  private record Kind(String what, String advice) {}

  private ForeignFormat() {}

  /**
   * Names a file by its first bytes, where they are those of another tool.
   *
   * @param head the first bytes, nine where there are so many
   */
  public static Optional<WeightsException> refusal(byte[] head, String file) {
    return kind(HexFormat.of().formatHex(head)).map(kind -> refusal(kind, file));
  }

  private static WeightsException refusal(Kind kind, String file) {
    return new FilePosition(file, 0)
        .unsupported(
            "a pickle, npz, safetensors, PyTorch, Keras or ONNX file", kind.what(), kind.advice());
  }

  private static Optional<Kind> kind(String hex) {
    Kind kind = null;
    if (hex.startsWith("54464c33", 8)) {
      kind = new Kind("a TensorFlow Lite model", TENSORFLOW);
    } else if (hex.matches("78(01|5e|9c|da).*")) {
      kind = new Kind("zlib data, as joblib.dump compresses with", DECOMPRESS);
    } else if (hex.startsWith("425a68")) {
      kind = new Kind("bzip2 data", DECOMPRESS);
    } else if (hex.startsWith("fd377a585a00")) {
      kind = new Kind("xz data", DECOMPRESS);
    } else if (hex.startsWith("28b52ffd")) {
      kind = new Kind("Zstandard data", DECOMPRESS);
    } else if (hex.startsWith("04224d18")) {
      kind = new Kind("LZ4 data", DECOMPRESS);
    } else if (hex.startsWith("4d41544c414220")) { // "MATLAB "
      kind =
          new Kind(
              "a MATLAB file",
              "load it with scipy.io.loadmat and save its arrays with numpy.savez");
    } else if (hex.startsWith("76657273696f6e20")) { // "version "
      kind =
          new Kind("a pointer of Git LFS in place of the file", "fetch the file with git lfs pull");
    } else if (hex.startsWith("50415231")) { // "PAR1"
      kind =
          new Kind(
              "a Parquet file", "give --weights the file of a network, and images to --images");
    } else if (hex.matches("0000(08|09|0b|0c|0d|0e)0[1-4].*")) {
      kind =
          new Kind(
              "an IDX file of images or labels",
              "give --weights the file of a network, and images to --images");
    } else if (hex.matches("(7b|5b).*")) {
      kind = new Kind("text, such as JSON", FilePosition.SAVE_ARRAYS);
    } else if (hex.startsWith("47475546")) {
      kind =
          new Kind("a GGUF file of llama.cpp", "export the network that it was made from to ONNX");
    } else if (isNumbers(hex)) {
      kind =
          new Kind(
              "text of numbers, as numpy.savetxt writes it",
              "load it with numpy.loadtxt, and save the arrays of all layers into one file with numpy.savez");
    } else if (hex.startsWith("3c")) {
      kind = new Kind("text, such as a web page", "download the file again");
    }
    return Optional.ofNullable(kind);
  }

  /** A pickle may begin with a digit, but none that holds anything has a point or a comma there. */
  private static boolean isNumbers(String hex) {
    String text = new String(HexFormat.of().parseHex(hex), StandardCharsets.ISO_8859_1);
    return text.matches("\\s*-?[0-9]+[.,;\\s][-+0-9.,;eE\\s]*");
  }

  /** Names a zip by what is in it, where that is no npz. */
  public static Optional<WeightsException> ofZip(Collection<String> entries, String file) {
    Kind kind = null;
    if (entries.stream().anyMatch(name -> name.endsWith("saved_model.pb"))) {
      kind = new Kind("a zipped TensorFlow SavedModel", TENSORFLOW);
    } else if (entries.stream().anyMatch(name -> name.endsWith(".mlmodel"))) {
      kind = new Kind("a CoreML package", "export the model it was made from to ONNX");
    } else if (entries.stream()
        .anyMatch(name -> name.matches(".*\\.(pkl|pickle|safetensors|onnx|npz|h5|keras)"))) {
      kind = new Kind("a zip of files", "unzip it and give --weights the file");
    }
    return Optional.ofNullable(kind).map(found -> refusal(found, file));
  }
}
