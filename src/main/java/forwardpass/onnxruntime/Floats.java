package forwardpass.onnxruntime;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;

/** The values of a tensor of floating-point numbers of any size. */
final class Floats {
  private Floats() {}

  static FloatBuffer of(OnnxTensor tensor) {
    if (tensor.getInfo().type != OnnxJavaType.DOUBLE) {
      return tensor.getFloatBuffer();
    }
    DoubleBuffer doubles = tensor.getDoubleBuffer();
    FloatBuffer floats = FloatBuffer.allocate(doubles.remaining());
    while (doubles.hasRemaining()) {
      floats.put((float) doubles.get());
    }
    return floats.flip();
  }
}
