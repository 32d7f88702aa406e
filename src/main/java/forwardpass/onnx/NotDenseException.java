package forwardpass.onnx;

import forwardpass.error.WeightsException;

/** Thrown of a graph that may be correct, and is no chain of dense layers. */
public final class NotDenseException extends WeightsException {
  private static final long serialVersionUID = 1;

  private final boolean isOfPixels;

  NotDenseException(String message) {
    this(message, false);
  }

  NotDenseException(String message, boolean isOfPixels) {
    super(message);
    this.isOfPixels = isOfPixels;
  }

  /** Whether what the graph does to the image first shows that its values go to 255. */
  public boolean isOfPixels() {
    return isOfPixels;
  }
}
