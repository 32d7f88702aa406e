package forwardpass.networks;

import forwardpass.error.OutputException;
import forwardpass.error.UsageException;
import forwardpass.error.WeightsException;
import forwardpass.hub.ModelDirectory;
import forwardpass.hub.NeighbourFiles;
import forwardpass.hub.PreprocessorConfig;
import forwardpass.inspect.SavedModel;
import forwardpass.model.LoadedModel;
import forwardpass.model.Model;
import forwardpass.nn.Activations;
import forwardpass.nn.Network;
import forwardpass.nn.Tensor;
import forwardpass.onnx.OnnxReader;
import forwardpass.weights.NetworkReader;
import forwardpass.weights.WeightsFormat;
import forwardpass.weights.WeightsLayout;
import forwardpass.weights.WeightsStream;
import forwardpass.weights.pickle.PickleWriter;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PushbackInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/** Weights files on any Hadoop file system. */
public final class WeightsFile {
  private static final int MOST_NAME_BYTES = 1 << 24;

  private WeightsFile() {}

  /**
   * Reads the network of a file, or of the directory of a model.
   *
   * @param layout of the matrices; none where the names of the arrays tell it
   * @param activations of a network whose file does not say them
   * @param engine what is to run it
   * @throws WeightsException where there is no such file, or where it holds no network
   */
  public static LoadedModel<? extends Model> read(
      String path,
      SparkSession spark,
      Optional<WeightsLayout> layout,
      Activations activations,
      EngineRequest engine) {
    try {
      FileSystem fileSystem = fileSystem(path, spark);
      if (fileSystem.getFileStatus(new Path(path)).isDirectory()) {
        Optional<Path> weights = ModelDirectory.weights(fileSystem, new Path(path), path);
        return weights.isPresent()
            ? readFile(weights.get().toString(), spark, layout, activations, engine)
            : dense(
                LoadedModel.withOwnActivations(readDirectory(path, fileSystem, spark)),
                path,
                engine);
      }
      ModelDirectory.requireWhole(new Path(path), path);
      return readFile(path, spark, layout, activations, engine);
    } catch (FileNotFoundException e) {
      throw nothingAt(path, e);
    } catch (IOException | IllegalArgumentException e) {
      throw cannotRead(path, e);
    }
  }

  /**
   * How pictures are prepared for the model of a directory; none where it does not say, or a file
   * is named.
   *
   * @throws WeightsException where it says what cannot be done
   */
  public static Optional<PreprocessorConfig> preprocessor(String path, SparkSession spark) {
    try {
      return ModelDirectory.preprocessor(fileSystem(path, spark), new Path(path));
    } catch (IOException | IllegalArgumentException e) {
      throw cannotRead(path, e);
    }
  }

  /** The names of the classes of a model in a directory; none where it does not say them. */
  public static List<String> classNames(String path, SparkSession spark) {
    try {
      return ModelDirectory.classNames(fileSystem(path, spark), new Path(path));
    } catch (IOException | IllegalArgumentException e) {
      throw cannotRead(path, e);
    }
  }

  /**
   * The names of classes in a file, one on each line.
   *
   * @throws UsageException where it cannot be read, or a line is blank
   */
  public static List<String> lines(String path, SparkSession spark) {
    try (InputStream in = fileSystem(path, spark).open(new Path(path))) {
      List<String> lines =
          new String(in.readNBytes(MOST_NAME_BYTES), StandardCharsets.UTF_8)
              .lines()
              .map(String::strip)
              .toList();
      if (lines.contains("")) {
        throw new UsageException(
            "Invalid --class-names: expected a name on each line, found none on line %d of %s"
                .formatted(lines.indexOf("") + 1, path));
      }
      return lines;
    } catch (IOException | IllegalArgumentException e) {
      throw new UsageException(
          "Invalid --class-names: cannot read %s: %s".formatted(path, e.getMessage()), e);
    }
  }

  static WeightsException nothingAt(String path, FileNotFoundException cause) {
    return new WeightsException(
        "Cannot read %s: expected a weights file, found nothing there; check --weights"
            .formatted(path),
        cause);
  }

  static WeightsException cannotRead(String path, Exception cause) {
    return new WeightsException(
        "Cannot read %s: %s; check --weights".formatted(path, cause.getMessage()), cause);
  }

  private static Network readDirectory(String path, FileSystem fileSystem, SparkSession spark)
      throws IOException {
    return SavedStage.isOf(SavedModel.className(fileSystem, new Path(path)))
        ? SavedStage.layers(path, spark)
        : MllibPerceptron.read(path);
  }

  private static LoadedModel<? extends Model> readFile(
      String path,
      SparkSession spark,
      Optional<WeightsLayout> layout,
      Activations activations,
      EngineRequest engine)
      throws IOException {
    FileSystem fileSystem = fileSystem(path, spark);
    Path file = new Path(path);
    try (InputStream in = fileSystem.open(file);
        NeighbourFiles beside = new NeighbourFiles(fileSystem, file)) {
      PushbackInputStream whole = WeightsStream.open(in, path);
      byte[] head = whole.readNBytes(WeightsFormat.HEAD_BYTES);
      whole.unread(head);
      return OnnxReader.matches(head)
          ? OnnxFile.read(whole, path, beside, engine)
          : dense(NetworkReader.read(whole, path, layout, activations), path, engine);
    }
  }

  /** A network that is no graph. */
  private static LoadedModel<Network> dense(
      LoadedModel<Network> network, String path, EngineRequest engine) {
    if (engine.isOnnxRuntime()) {
      throw new UsageException(
          "Invalid %s: expected a graph in ONNX, found other weights in %s; leave it out"
              .formatted(engine.asked(), path));
    }
    return network;
  }

  /**
   * Writes a file, which is there whole or not at all.
   *
   * @throws OutputException where it cannot be written
   */
  public static void write(String path, SparkSession spark, Map<String, Tensor> tensors) {
    Path target = new Path(path);
    requireAbsent(path, spark);
    Path partial = new Path(target.getParent(), "." + target.getName() + ".partial");
    Configuration hadoop = spark.sessionState().newHadoopConf();
    // Not the FileSystem that others share: they keep their checksums.
    try (FileSystem fileSystem = FileSystem.newInstance(target.toUri(), hadoop)) {
      fileSystem.setWriteChecksum(false); // a .crc beside it would outlive changes made by others
      try (OutputStream out = fileSystem.create(partial, true)) {
        PickleWriter.write(tensors, out);
      }
      if (!fileSystem.rename(partial, target)) {
        throw new IOException("could not rename " + partial);
      }
    } catch (IOException | IllegalArgumentException e) {
      throw cannotWrite(path, e);
    }
  }

  /**
   * Checks that there is nothing yet where a file is to be written.
   *
   * @throws OutputException where there is
   */
  public static void requireAbsent(String path, SparkSession spark) {
    try {
      if (fileSystem(path, spark).exists(new Path(path))) {
        throw new OutputException(
            "Cannot write %s: it exists; remove it or choose another --weights".formatted(path));
      }
    } catch (IOException | IllegalArgumentException e) {
      throw cannotWrite(path, e);
    }
  }

  private static OutputException cannotWrite(String path, Exception cause) {
    return new OutputException(
        "Cannot write %s: %s; choose another --weights".formatted(path, cause.getMessage()), cause);
  }

  private static FileSystem fileSystem(String path, SparkSession spark) throws IOException {
    return new Path(path).getFileSystem(spark.sessionState().newHadoopConf());
  }
}
