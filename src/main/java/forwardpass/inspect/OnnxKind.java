package forwardpass.inspect;

import forwardpass.files.FileType;
import forwardpass.files.HadoopPath;
import forwardpass.hub.NeighbourFiles;
import forwardpass.model.GraphRequest;
import forwardpass.nn.Network;
import forwardpass.onnx.ExternalData;
import forwardpass.onnx.NotDenseException;
import forwardpass.onnx.OnnxReader;
import forwardpass.onnxruntime.GraphReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** A model in ONNX, as the network that it is. */
final class OnnxKind implements FileKind {
  private final Configuration hadoop;
  private final GraphRequest request;

  /**
   * @param request what is asked for of a graph
   */
  OnnxKind(Configuration hadoop, GraphRequest request) {
    this.hadoop = hadoop;
    this.request = request;
  }

  @Override
  public boolean matches(byte[] head, FileType type) {
    return OnnxReader.matches(head);
  }

  @Override
  public List<String> describe(InputStream in, String file) throws IOException {
    List<String> lines = new ArrayList<>(List.of("format: onnx"));
    byte[] bytes = whole(OnnxReader.readAll(in, file), file);
    try {
      Network network = OnnxReader.read(bytes, file);
      lines.add("network: " + network);
      lines.add("engine: blas");
      lines.add("classes: " + (network.isRegression() ? "none" : network.classes()));
    } catch (NotDenseException e) {
      lines.addAll(GraphReader.describe(bytes, file, request, e.isOfPixels()));
    }
    return lines;
  }

  private byte[] whole(byte[] model, String file) throws IOException {
    Path path = HadoopPath.of(file);
    try (NeighbourFiles beside = new NeighbourFiles(path.getFileSystem(hadoop), path)) {
      return ExternalData.inlined(model, file, beside);
    }
  }
}
