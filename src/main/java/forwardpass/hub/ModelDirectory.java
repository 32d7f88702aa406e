package forwardpass.hub;

import forwardpass.error.WeightsException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** The files in which other tools keep a model: directories, and parts that are no whole model. */
public final class ModelDirectory {
  private static final String WHOLE = "model.safetensors";

  /** What Hugging Face wrote before safetensors. */
  private static final String WHOLE_OF_TORCH = "pytorch_model.bin";

  /** Where there is a graph, it says what the arrays beside it are for. */
  private static final List<String> GRAPHS = List.of("model.onnx", "onnx/model.onnx");

  private static final Pattern SHARD =
      Pattern.compile(".*-[0-9]{5}-of-([0-9]{5})\\.(?:safetensors|bin)");

  private static final String ONE_FILE =
      "save the arrays into one file, with safetensors' save_file of all that load_file, or torch.load, gives of each";

  private static final String CHECKPOINT = "a checkpoint of TensorFlow";

  private static final String ONNX_OF_CHECKPOINT =
      "load it into its model and convert that to ONNX with tf2onnx";

  /** What every model that Spark saves has. */
  private static final String METADATA = "metadata";

  private ModelDirectory() {}

  /**
   * Whether a directory has the files of one model, as Hugging Face keeps them; {@link #weights}
   * says which is to be read, or why none can be.
   */
  public static boolean isAt(FileSystem fileSystem, Path directory) throws IOException {
    for (String file : GRAPHS) {
      if (fileSystem.exists(new Path(directory, file))) {
        return true;
      }
    }
    return fileSystem.exists(new Path(directory, WHOLE))
        || fileSystem.exists(new Path(directory, WHOLE + ".index.json"));
  }

  /**
   * The one file of weights in a directory as Hugging Face keeps models; none in any other.
   *
   * @throws WeightsException where the directory is known and nothing in it can be read
   */
  public static Optional<Path> weights(FileSystem fileSystem, Path directory, String path)
      throws IOException {
    for (String graph : GRAPHS) {
      Path file = new Path(directory, graph);
      if (fileSystem.exists(file)) {
        return Optional.of(file);
      }
    }
    TreeSet<String> names = new TreeSet<>();
    for (FileStatus file : fileSystem.listStatus(directory)) {
      names.add(file.getPath().getName());
    }
    for (String name : names) {
      if (isPart(name)) {
        throw unsupported(path, "a model in several files (" + name + ")", ONE_FILE);
      }
    }
    if (names.contains(WHOLE)) {
      return Optional.of(new Path(directory, WHOLE));
    }
    if (names.contains(WHOLE_OF_TORCH)) {
      return Optional.of(new Path(directory, WHOLE_OF_TORCH));
    }
    if (names.contains("saved_model.pb")) {
      throw unsupported(path, "a TensorFlow SavedModel", "convert the model to ONNX with tf2onnx");
    }
    if (names.contains("Manifest.json") && names.contains("Data")) {
      throw unsupported(path, "a CoreML package", "export the model it was made from to ONNX");
    }
    if (names.stream().anyMatch(ModelDirectory::isCheckpoint)) {
      throw unsupported(path, CHECKPOINT, ONNX_OF_CHECKPOINT);
    }
    for (String name : names) {
      if (name.matches(".*\\.(onnx|safetensors|npz|pkl|pickle|bin|pt|pth|h5|keras)")
          || name.equals("onnx")) {
        throw unsupported(path, with(names), "give --weights a file in it");
      }
    }
    if (!names.isEmpty() && !names.contains(METADATA)) {
      throw unsupported(
          path,
          with(names),
          "save all arrays of the network into one file, with numpy.savez or pickle.dump, or give the directory of a model that Spark saved");
    }
    return Optional.empty();
  }

  /**
   * How pictures are prepared for the model of a directory; none where it does not say.
   *
   * @throws WeightsException where it says what cannot be done
   */
  public static Optional<PreprocessorConfig> preprocessor(FileSystem fileSystem, Path directory)
      throws IOException {
    Path file = new Path(directory, PreprocessorConfig.FILE);
    if (!fileSystem.exists(file)) {
      return Optional.empty();
    }
    try (InputStream in = fileSystem.open(file)) {
      return Optional.of(PreprocessorConfigReader.read(in, file.toString()));
    }
  }

  /**
   * The names of the classes of the model of a directory; none where it does not say them.
   *
   * @throws WeightsException where what says them is damaged
   */
  public static List<String> classNames(FileSystem fileSystem, Path directory) throws IOException {
    Path file = new Path(directory, ModelConfigReader.FILE);
    if (!fileSystem.exists(file)) {
      return List.of();
    }
    try (InputStream in = fileSystem.open(file)) {
      return ModelConfigReader.classNames(in, file.toString());
    }
  }

  private static String with(Set<String> names) {
    return "a directory with " + String.join(", ", names.stream().limit(5).toList());
  }

  /** What TensorFlow's {@code save_weights} writes beside a file named checkpoint. */
  private static boolean isCheckpoint(String name) {
    return name.matches(".*\\.(data-[0-9]{5}-of-[0-9]{5}|ckpt.*\\.index)");
  }

  /**
   * Refuses a file whose name says that it is a part of a model, or of a kind that its first bytes
   * do not tell.
   */
  public static void requireWhole(Path file, String path) {
    String name = file.getName();
    if (isPart(name)) {
      throw unsupported(path, "one file of a model in several", ONE_FILE);
    }
    if (isCheckpoint(name)) {
      throw unsupported(path, CHECKPOINT, ONNX_OF_CHECKPOINT);
    }
    if (name.matches(".*\\.onnx([._]data)")) {
      throw unsupported(
          path, "the values of an ONNX model without its graph", "give --weights the .onnx file");
    }
    if (name.endsWith(".pb")) {
      throw unsupported(path, "a TensorFlow graph", "convert the model to ONNX with tf2onnx");
    }
    if (name.endsWith(".mlmodel")) {
      throw unsupported(path, "a CoreML model", "export the model it was made from to ONNX");
    }
  }

  private static boolean isPart(String name) {
    return isShard(name) || name.matches(".*\\.(safetensors|bin)\\.index\\.json");
  }

  private static boolean isShard(String name) {
    Matcher shard = SHARD.matcher(name);
    return shard.matches() && Arrays.asList("00000", "00001").indexOf(shard.group(1)) < 0;
  }

  private static WeightsException unsupported(String path, String found, String advice) {
    return new WeightsException(
        "Unsupported: %s: expected a file of weights, found %s; %s".formatted(path, found, advice));
  }
}
