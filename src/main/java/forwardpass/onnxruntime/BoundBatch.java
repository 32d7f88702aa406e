package forwardpass.onnxruntime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.platform.Fp16Conversions;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.Set;

/** The tensors of batches of one size, over memory that ONNX Runtime reads and writes in place. */
final class BoundBatch implements AutoCloseable {
  private final GraphInput graphInput;
  private final GraphOutput graphOutput;
  private final int images;
  private final ByteBuffer in;
  private final OnnxTensor input;
  private final FloatBuffer out;
  private final OnnxTensor output;

  /**
   * @param buffers in use by no other
   */
  BoundBatch(GraphInput graphInput, GraphOutput graphOutput, int images, NativeBuffers buffers)
      throws OrtException {
    this.graphInput = graphInput;
    this.graphOutput = graphOutput;
    this.images = images;
    OrtEnvironment environment = Engine.environment();
    this.in =
        buffers.in(Math.multiplyExact(graphInput.values(), images), graphInput.type().bytes());
    this.input =
        OnnxTensor.createTensor(
            environment, in, graphInput.shape(images), graphInput.type().type());
    this.out =
        graphOutput.isBound()
            ? buffers
                .out(Math.multiplyExact(graphOutput.values(), images), Float.BYTES)
                .asFloatBuffer()
            : null;
    this.output =
        out == null ? null : OnnxTensor.createTensor(environment, out, graphOutput.shape(images));
  }

  OnnxTensor input() {
    return input;
  }

  int images() {
    return images;
  }

  /** Gives the graph values, and zeros for the rest of the batch. */
  void put(float[] values, int count) {
    in.clear();
    switch (graphInput.type()) {
      case FLOAT -> in.asFloatBuffer().put(values, 0, count);
      case DOUBLE -> {
        for (int i = 0; i < count; i++) {
          in.putDouble(i * Double.BYTES, values[i]);
        }
      }
      case FLOAT16 -> {
        for (int i = 0; i < count; i++) {
          in.putShort(i * Short.BYTES, Fp16Conversions.floatToFp16(values[i]));
        }
      }
      case UINT8 -> {
        for (int i = 0; i < count; i++) {
          in.put(i, Values.wholeByte(values[i]));
        }
      }
    }
    for (int i = count * graphInput.type().bytes(); i < in.capacity(); i++) {
      in.put(i, (byte) 0);
    }
  }

  /** Runs the graph and copies what it gives for the first images. */
  void run(OrtSession session, float[] outputs, int start, int count) throws OrtException {
    Map<String, OnnxTensor> inputs = Map.of(graphInput.name(), input);
    if (output != null) {
      session.run(inputs, Map.of(graphOutput.name(), output)).close();
      out.get(0, outputs, start, count);
      return;
    }
    try (OrtSession.Result result = session.run(inputs, Set.of(graphOutput.name()))) {
      Floats.of((OnnxTensor) result.get(0)).get(0, outputs, start, count);
    }
  }

  @Override
  public void close() {
    input.close();
    if (output != null) {
      output.close();
    }
  }
}
