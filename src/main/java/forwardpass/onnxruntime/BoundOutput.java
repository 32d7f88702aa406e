package forwardpass.onnxruntime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;

/**
 * An output of a batch.
 *
 * @param values where ONNX Runtime writes it; null where it allocates memory for it itself
 * @param tensor over the values; null in the same case
 */
record BoundOutput(GraphOutput output, FloatBuffer values, OnnxTensor tensor)
    implements AutoCloseable {
  static BoundOutput of(GraphOutput output, int images, NativeBuffers buffers) throws OrtException {
    if (!output.isBound()) {
      return new BoundOutput(output, null, null);
    }
    int count = Math.multiplyExact(output.values(), images);
    FloatBuffer values = buffers.out(output.name(), count, Float.BYTES).asFloatBuffer();
    return new BoundOutput(
        output,
        values,
        OnnxTensor.createTensor(Engine.environment(), values, output.shape(images)));
  }

  boolean isBound() {
    return tensor != null;
  }

  /** Copies what a graph has given. */
  void get(OrtSession.Result result, float[] into, int start, int count) throws OrtException {
    FloatBuffer found =
        isBound() ? values : Floats.of((OnnxTensor) result.get(output.name()).orElseThrow());
    found.get(0, into, start, count);
  }

  @Override
  public void close() {
    if (isBound()) {
      tensor.close();
    }
  }
}
