package forwardpass.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;

import forwardpass.weights.npy.NpzAssembler;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is no weights file is named as what it is, and is neither corrupt nor hostile. */
class ForeignFormatTest {
  private static final String EXPECTED =
      "Unsupported: weights, byte 0: expected a pickle, npz, safetensors, PyTorch, Keras or ONNX file, found ";

  private static String found(byte[] file) {
    String message = WeightsFixtures.refusal(file);
    assertEquals(EXPECTED, message.substring(0, Math.min(EXPECTED.length(), message.length())));
    return message.substring(EXPECTED.length()).split(";", -1)[0];
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1c00000054464c3314002000|a TensorFlow Lite model",
        "789c6360606060000000|zlib data, as joblib.dump compresses with",
        "78da6360606060000000|zlib data, as joblib.dump compresses with",
        "425a683931415926535900|bzip2 data",
        "fd377a585a000004e6d6b446|xz data",
        "28b52ffd0458000000|Zstandard data",
        "04224d186440a700000000|LZ4 data",
        "4d41544c414220352e30204d4154|a MATLAB file",
        "76657273696f6e2068747470733a|a pointer of Git LFS in place of the file",
        "504152311504150015|a Parquet file",
        "000008030000271000|an IDX file of images or labels",
        "7b226c6179657273223a|text, such as JSON",
        "474755460300000023010000|a GGUF file of llama.cpp",
        "302e3120302e320a302e33|text of numbers, as numpy.savetxt writes it",
        "2d312e326530312c332e34|text of numbers, as numpy.savetxt writes it",
        "3c21444f43545950452068|text, such as a web page"
      })
  void filesAreNamedByTheirFirstBytes(String hex, String what) {
    assertEquals(what, found(HexFormat.of().parseHex(hex)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "m/saved_model.pb m/variables/variables.index|a zipped TensorFlow SavedModel",
        "weights.pkl|a zip of files",
        "m/model.h5 m/labels.txt|a zip of files"
      })
  void zipsAreNamedByTheirEntries(String entries, String what) {
    NpzAssembler zip = new NpzAssembler();
    for (String entry : entries.split(" ", -1)) {
      zip.entry(entry, new byte[8]);
    }
    assertEquals(what, found(zip.end()));
  }

  @Test
  void anArrayAloneIsNamed() {
    assertEquals(
        "one NumPy array (npy) without a name",
        found(NpzAssembler.npy(NpzAssembler.floats("(2, 2)"), 16)));
    assertEquals(
        "a NumPy array (npy) of Python objects, as numpy.save makes it of a dict or a list",
        found(
            NpzAssembler.npy(
                "{'descr': '|O', 'fortran_order': False, 'shape': (), }       \n", 9)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sklearn.neural_network._multilayer_perceptron|MLPClassifier|an estimator of scikit-learn (sklearn.neural_network._multilayer_perceptron.MLPClassifier)",
        "sklearn.pipeline|Pipeline|an estimator of scikit-learn (sklearn.pipeline.Pipeline)",
        "joblib.numpy_pickle|NumpyArrayWrapper|a file of joblib (joblib.numpy_pickle.NumpyArrayWrapper)",
        "torch._utils|_rebuild_tensor_v2|tensors or modules of PyTorch (torch._utils._rebuild_tensor_v2)",
        "numpy|matrix|matrices of the class numpy.matrix (numpy.matrix)",
        "numpy.random._pickle|__randomstate_ctor|a generator of random numbers (numpy.random._pickle.__randomstate_ctor)",
        "collections|defaultdict|a defaultdict (collections.defaultdict)",
        "datetime|datetime|a time (datetime.datetime)",
        "pathlib|PosixPath|a path (pathlib.PosixPath)",
        "argparse|Namespace|an object of the class argparse.Namespace",
        "__main__|TwoLayerNet|an object of the class __main__.TwoLayerNet",
        "two_layer_net|TwoLayerNet|an object of the class two_layer_net.TwoLayerNet"
      })
  void objectsOfAPickleAreNamedByTheirClass(String module, String name, String what) {
    byte[] pickle = ("c" + module + "\n" + name + "\n)R.").getBytes(StandardCharsets.ISO_8859_1);
    assertEquals(
        "Unsupported: weights, byte 0: expected NumPy arrays, found " + what,
        WeightsFixtures.refusal(pickle).split(";", -1)[0]);
  }
}
