package forwardpass.inspect;

import forwardpass.files.FileType;
import forwardpass.onnx.OnnxReader;
import java.io.InputStream;
import java.util.List;

/** A model in ONNX, as the network that it is. */
final class OnnxKind implements FileKind {
  @Override
  public boolean matches(byte[] head, FileType type) {
    return OnnxReader.matches(head);
  }

  @Override
  public List<String> describe(InputStream in, String file) {
    return List.of("format: onnx", "network: " + OnnxReader.read(in, file));
  }
}
