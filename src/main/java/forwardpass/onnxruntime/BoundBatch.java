package forwardpass.onnxruntime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.platform.Fp16Conversions;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The tensors of batches of one size, over memory that ONNX Runtime reads and writes in place. */
final class BoundBatch implements AutoCloseable {
  private final GraphInput graphInput;
  private final int images;
  private final ByteBuffer in;
  private final OnnxTensor input;
  private final List<BoundOutput> outputs = new ArrayList<>();
  private final Map<String, OnnxTensor> bound = new LinkedHashMap<>();
  private final Set<String> allocated = new LinkedHashSet<>();

  /**
   * @param buffers in use by no other
   */
  BoundBatch(
      GraphInput graphInput, List<GraphOutput> graphOutputs, int images, NativeBuffers buffers)
      throws OrtException {
    this.graphInput = graphInput;
    this.images = images;
    this.in =
        buffers.in(Math.multiplyExact(graphInput.values(), images), graphInput.type().bytes());
    this.input =
        OnnxTensor.createTensor(
            Engine.environment(), in, graphInput.shape(images), graphInput.type().type());
    for (GraphOutput graphOutput : graphOutputs) {
      BoundOutput output = BoundOutput.of(graphOutput, images, buffers);
      outputs.add(output);
      if (output.isBound()) {
        bound.put(graphOutput.name(), output.tensor());
      } else {
        allocated.add(graphOutput.name());
      }
    }
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

  /**
   * Runs the graph and copies what it gives for the first images.
   *
   * @param into an array for each output, [images of all batches, values]
   * @param first the image of all batches with which this one begins
   */
  void run(OrtSession session, float[][] into, int first, int rows) throws OrtException {
    try (OrtSession.Result result =
        session.run(Map.of(graphInput.name(), input), allocated, bound)) {
      for (int i = 0; i < into.length; i++) {
        BoundOutput output = outputs.get(i);
        int width = output.output().values();
        output.get(result, into[i], first * width, rows * width);
      }
    }
  }

  @Override
  public void close() {
    input.close();
    outputs.forEach(BoundOutput::close);
  }
}
