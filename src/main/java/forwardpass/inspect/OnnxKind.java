package forwardpass.inspect;

import forwardpass.files.FileType;
import forwardpass.onnx.NotDenseException;
import forwardpass.onnx.OnnxReader;
import forwardpass.onnxruntime.GraphReader;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** A model in ONNX, as the network that it is. */
final class OnnxKind implements FileKind {
  @Override
  public boolean matches(byte[] head, FileType type) {
    return OnnxReader.matches(head);
  }

  @Override
  public List<String> describe(InputStream in, String file) {
    List<String> lines = new ArrayList<>(List.of("format: onnx"));
    byte[] bytes = OnnxReader.readAll(in, file);
    try {
      lines.add("network: " + OnnxReader.read(bytes, file));
      lines.add("engine: blas");
    } catch (NotDenseException e) {
      lines.addAll(GraphReader.describe(bytes, file, e.isOfPixels()));
    }
    return lines;
  }
}
