package forwardpass.networks;

import forwardpass.error.WeightsException;
import forwardpass.hub.ModelDirectory;
import forwardpass.hub.NeighbourFiles;
import forwardpass.inspect.SavedModel;
import forwardpass.model.GraphRequest;
import forwardpass.model.LoadedModel;
import forwardpass.model.Model;
import forwardpass.onnx.OnnxReader;
import forwardpass.weights.WeightsFormat;
import forwardpass.weights.WeightsStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PushbackInputStream;
import java.util.Optional;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/**
 * A graph in ONNX, whole, with the values that its file keeps in others. What it takes may depend
 * on what is asked for of it, so that ONNX Runtime runs it only then.
 *
 * @param file what to call it in messages
 */
public record StageGraph(String file, byte[] bytes) implements StageNetwork {
  /** Where it was read from, in metadata. */
  static final String GRAPH = "graph";

  @Override
  public LoadedModel<Model> model(GraphRequest request) {
    return OnnxFile.run(bytes, file, request);
  }

  /** That of a file or a directory; none where it has no graph, or one of dense layers. */
  static Optional<StageGraph> find(String path, SparkSession spark) {
    try {
      Path asked = new Path(path);
      FileSystem fileSystem = StageNetwork.fileSystem(asked, spark);
      boolean isDirectory = fileSystem.getFileStatus(asked).isDirectory();
      Optional<Path> found =
          isDirectory ? ModelDirectory.weights(fileSystem, asked, path) : Optional.of(asked);
      if (found.isEmpty()) {
        return Optional.empty();
      }
      Path file = found.get();
      if (!isDirectory) {
        ModelDirectory.requireWhole(file, path);
      }
      try (InputStream in = fileSystem.open(file);
          NeighbourFiles beside = new NeighbourFiles(fileSystem, file)) {
        String name = isDirectory ? file.toString() : path;
        PushbackInputStream whole = WeightsStream.open(in, name);
        byte[] head = whole.readNBytes(WeightsFormat.HEAD_BYTES);
        whole.unread(head);
        return OnnxReader.matches(head) ? OnnxFile.graph(whole, name, beside) : Optional.empty();
      }
    } catch (FileNotFoundException e) {
      throw WeightsFile.nothingAt(path, e);
    } catch (IOException | IllegalArgumentException e) {
      throw WeightsFile.cannotRead(path, e);
    }
  }

  @Override
  public String key() {
    return GRAPH;
  }

  @Override
  public Object value() {
    return file;
  }

  @Override
  public void write(Path directory, SparkSession spark) throws IOException {
    Path saved = new Path(directory, SavedModel.GRAPH);
    try (OutputStream out = StageNetwork.fileSystem(saved, spark).create(saved, false)) {
      out.write(bytes);
    }
  }

  static StageGraph read(Path directory, SparkSession spark) {
    Path saved = new Path(directory, SavedModel.GRAPH);
    try (InputStream in = StageNetwork.fileSystem(saved, spark).open(saved)) {
      return new StageGraph(saved.toString(), OnnxReader.readAll(in, saved.toString()));
    } catch (IOException e) {
      throw new WeightsException(
          "Cannot read %s: expected the graph of a stage, found: %s; save the stage again"
              .formatted(saved, e.getMessage()),
          e);
    }
  }
}
