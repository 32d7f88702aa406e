package forwardpass.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.FloatBuffer;
import java.util.Map;

/** What ONNX Runtime computes with a model. */
final class OnnxRuntime {
  private OnnxRuntime() {}

  /** The first output for the input x: [rows, outputs]. */
  static float[] run(byte[] model, float[] x, int rows) throws OrtException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession session = environment.createSession(model)) {
      long[] shape = ((TensorInfo) session.getInputInfo().get("x").getInfo()).getShape();
      shape[0] = rows;
      try (OnnxTensor input = OnnxTensor.createTensor(environment, FloatBuffer.wrap(x), shape);
          OrtSession.Result result = session.run(Map.of("x", input))) {
        FloatBuffer values = ((OnnxTensor) result.get(0)).getFloatBuffer();
        float[] floats = new float[values.remaining()];
        values.get(floats);
        return floats;
      }
    }
  }
}
