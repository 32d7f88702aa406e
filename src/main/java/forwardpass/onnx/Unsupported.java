package forwardpass.onnx;

/** Thrown where a node cannot be run: which matters only where the output needs it. */
final class Unsupported extends Exception {
  private static final long serialVersionUID = 1;

  Unsupported(String message) {
    super(message);
  }
}
