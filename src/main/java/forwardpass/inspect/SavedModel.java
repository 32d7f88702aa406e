package forwardpass.inspect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import forwardpass.error.WeightsException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** A model that Spark ML saved to a directory: its parameters in JSON, its data in Parquet. */
public final class SavedModel {
  /** Where a stage of ours has its graph: not where the directory of a model has it. */
  public static final String GRAPH = "graph/model.onnx";

  private static final String METADATA = "metadata";
  private static final long LONGEST_METADATA = 1 << 20;

  private SavedModel() {}

  static boolean isAt(FileSystem fileSystem, Path directory) throws IOException {
    return fileSystem.exists(new Path(directory, METADATA));
  }

  /**
   * The class of the model.
   *
   * @return the name of the class, or the empty string where the directory is no such model
   */
  public static String className(FileSystem fileSystem, Path directory) throws IOException {
    return isAt(fileSystem, directory)
        ? metadata(fileSystem, directory, directory.toString()).path("class").asText()
        : "";
  }

  static List<String> describe(FileSystem fileSystem, Path directory, String path)
      throws IOException {
    JsonNode metadata = metadata(fileSystem, directory, path);
    List<String> lines = new ArrayList<>();
    lines.add("directory: " + path);
    lines.add(
        "format: saved by Spark ML %s as %s"
            .formatted(metadata.path("sparkVersion").asText(), metadata.path("class").asText()));
    JsonNode layers = metadata.path("paramMap").path("layers");
    if (layers.isArray()) {
      lines.add("network: " + perceptron(layers));
    }
    for (FileStatus file : data(fileSystem, new Path(directory, "data"))) {
      lines.add("data: " + described(fileSystem, file));
    }
    Path graph = new Path(directory, GRAPH);
    if (fileSystem.exists(graph)) {
      lines.add("graph: " + described(fileSystem, fileSystem.getFileStatus(graph)));
    }
    return lines;
  }

  private static String described(FileSystem fileSystem, FileStatus file) throws IOException {
    return String.format(
        Locale.ROOT,
        "%s, %,d bytes, SHA-256 %s",
        file.getPath().getName(),
        file.getLen(),
        sha256(fileSystem, file.getPath()));
  }

  private static JsonNode metadata(FileSystem fileSystem, Path directory, String path)
      throws IOException {
    for (FileStatus file : data(fileSystem, new Path(directory, METADATA))) {
      if (file.getLen() > 0 && file.getLen() <= LONGEST_METADATA) {
        try (InputStream in = fileSystem.open(file.getPath())) {
          return new ObjectMapper().readTree(in);
        } catch (com.fasterxml.jackson.core.JacksonException e) {
          throw new WeightsException(
              "Corrupt: %s, %s: expected JSON, found: %s; save the model again"
                  .formatted(path, METADATA, e.getOriginalMessage()),
              e);
        }
      }
    }
    throw new WeightsException(
        "Truncated: %s, %s: expected the parameters of a model, found none; save the model again"
            .formatted(path, METADATA));
  }

  private static String perceptron(JsonNode layers) {
    StringBuilder network = new StringBuilder();
    for (int i = 0; i < layers.size(); i++) {
      boolean isLast = i == layers.size() - 1;
      network.append(i == 0 ? "" : "-").append(layers.get(i).asText());
      network.append(i == 0 ? "" : isLast ? "(softmax)" : "(sigmoid)");
    }
    return network.toString();
  }

  private static List<FileStatus> data(FileSystem fileSystem, Path directory) throws IOException {
    return fileSystem.exists(directory)
        ? Arrays.stream(fileSystem.listStatus(directory, path -> path.getName().startsWith("part")))
            .sorted()
            .toList()
        : List.of();
  }

  private static String sha256(FileSystem fileSystem, Path file) throws IOException {
    try (InputStream in = fileSystem.open(file)) {
      return DigestUtils.sha256Hex(in);
    }
  }
}
