package forwardpass.onnx;

import static forwardpass.onnx.ModelWriter.tensor;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import forwardpass.blas.Gemm;
import forwardpass.error.WeightsException;
import forwardpass.nn.ForwardPass;
import forwardpass.nn.Network;
import java.io.ByteArrayInputStream;
import java.util.Arrays;
import java.util.Random;

/** Parts of models of 4 inputs, and what is made of models. */
final class OnnxModels {
  private OnnxModels() {}

  static float[] random(int count) {
    Random random = new Random(count);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = random.nextFloat() - 0.5f;
    }
    return values;
  }

  static ModelWriter matrix() {
    return new ModelWriter().input("x", -1, 4);
  }

  static byte[] w(int in, int out) {
    return tensor("W", new int[] {in, out}, random(in * out));
  }

  static byte[] b(int... dims) {
    return tensor("b", dims, random(Arrays.stream(dims).reduce(1, (i, k) -> i * k)));
  }

  static Network read(byte[] model) {
    return OnnxReader.read(new ByteArrayInputStream(model), "model");
  }

  static float[] run(byte[] model, float[] x, int rows) {
    return new ForwardPass(read(model), Gemm.fastest()).run(x, rows, 1);
  }

  /** The whole message. */
  static String refusal(byte[] model) {
    return assertThrows(WeightsException.class, () -> read(model)).getMessage();
  }

  static void assertRefused(String message, byte[] model) {
    assertEquals(message, refusal(model));
  }
}
