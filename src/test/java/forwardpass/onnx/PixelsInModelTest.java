package forwardpass.onnx;

import static forwardpass.onnx.ModelWriter.attribute;
import static forwardpass.onnx.ModelWriter.longs;
import static forwardpass.onnx.ModelWriter.tensor;
import static forwardpass.onnx.OnnxModels.read;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import forwardpass.blas.Gemm;
import forwardpass.nn.ForwardPass;
import forwardpass.nn.Network;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whether a model takes pixels from 0 to 255 is told from its arithmetic before the first layer.
 */
class PixelsInModelTest {
  private static final int UINT8 = 2;
  private static final int INT64 = 7;
  private static final float[] W = {0.1f, -0.2f, 0.3f, 0.4f, 0.5f, -0.6f, 0.7f, -0.8f};
  private static final float[] X = {0, 255, 128, 3, 17, 0, 99, 254};

  private static byte[] layered(ModelWriter model, String image) {
    return model
        .constant(tensor("W", new int[] {4, 2}, W))
        .node("Flatten", image + "->flat")
        .node("MatMul", "flat,W->p")
        .node("Softmax", "p->y")
        .output("y", -1, 2)
        .model();
  }

  /**
   * @param arithmetic operators and numbers in turn; an x before the operator where the number is
   *     on its left
   */
  private static byte[] model(String arithmetic) {
    ModelWriter model = new ModelWriter().input("i0", -1, 1, 2, 2);
    String[] parts = arithmetic.isEmpty() ? new String[0] : arithmetic.split(" ", -1);
    for (int i = 0; i < parts.length; i += 2) {
      boolean isLeft = parts[i].startsWith("x");
      String constant = "c" + i;
      model
          .constant(tensor(constant, new int[] {1, 1, 1, 1}, Float.parseFloat(parts[i + 1])))
          .node(
              isLeft ? parts[i].substring(1) : parts[i],
              (isLeft ? "%2$s,%1$s->i%3$d" : "%1$s,%2$s->i%3$d")
                  .formatted("i" + i, constant, i + 2));
    }
    return layered(model, "i" + parts.length);
  }

  /** The arithmetic as it is written, and then the layer, for both images. */
  private static float[] expected(String arithmetic) {
    String[] parts = arithmetic.split(" ", -1);
    float[] expected = new float[4];
    for (int image = 0; image < 2; image++) {
      double[] sums = new double[2];
      for (int i = 0; i < 4; i++) {
        double value = X[4 * image + i];
        for (int k = 0; k < parts.length; k += 2) {
          double constant = Float.parseFloat(parts[k + 1]);
          value =
              switch (parts[k]) {
                case "Div" -> value / constant;
                case "Mul", "xMul" -> value * constant;
                case "Add" -> value + constant;
                case "Sub" -> value - constant;
                case "xSub" -> constant - value;
                default -> throw new IllegalArgumentException(parts[k]);
              };
        }
        sums[0] += value * W[2 * i];
        sums[1] += value * W[2 * i + 1];
      }
      expected[2 * image] = (float) (1 / (1 + Math.exp(sums[1] - sums[0])));
      expected[2 * image + 1] = (float) (1 / (1 + Math.exp(sums[0] - sums[1])));
    }
    return expected;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Div 255",
        "xMul 0.003921569",
        "Mul 0.0039215684",
        "Mul 0.00392157",
        "Div 256",
        "Div 255 Sub 0.1307 Div 0.3081",
        "Sub 33.3285 Div 78.5655",
        "Div 127.5 Sub 1",
        "Sub 127.5 Div 127.5",
        "Mul 0.007843138 Add -1",
        "xSub 255 Div 255",
        "Div 255 xSub 1",
        "Div 255 Mul 100",
        "Sub 33.3285",
      })
  void aModelThatScalesPixelsItselfTakesThemAsTheyAre(String arithmetic) {
    Network network = read(model(arithmetic));

    float[] found = new ForwardPass(network, Gemm.fastest()).run(X, 2, 1);

    assertTrue(network.isOfPixels());
    assertArrayEquals(expected(arithmetic), found, 1e-5f);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Sub 0.1307 Div 0.3081",
        "Mul 2 Sub 1",
        "Sub 0.5 Div 0.5",
        "xSub 1",
        "Div 0.3081",
        "Mul 255",
        "Mul 255 Sub 33.3285 Div 78.5655",
        "Add 0",
        "Mul 1"
      })
  void anyOtherTakesValuesUpTo1(String arithmetic) {
    assertFalse(read(model(arithmetic)).isOfPixels());
  }

  /** As exporters keep images that have not been made numbers yet. */
  @ParameterizedTest
  @ValueSource(ints = {UINT8, INT64})
  void aModelOfIntegersTakesPixelsWhetherItDividesThemOrNot(int type) {
    ModelWriter cast =
        new ModelWriter().inputOf(type, "x", -1, 2, 2).node("Cast", "x->f", attribute("to", 1));
    assertTrue(read(layered(cast, "f")).isOfPixels());
    ModelWriter divided =
        new ModelWriter()
            .inputOf(type, "x", -1, 2, 2)
            .constant(tensor("c", new int[] {}, 255))
            .node("Cast", "x->f", attribute("to", 1))
            .node("Div", "f,c->d");
    Network network = read(layered(divided, "d"));
    assertTrue(network.isOfPixels());
    assertArrayEquals(
        new ForwardPass(read(model("Div 255")), Gemm.fastest()).run(X, 2, 1),
        new ForwardPass(network, Gemm.fastest()).run(X, 2, 1));
  }

  @Test
  void aDivisionBehindAReshapeCounts() {
    assertTrue(
        read(new ModelWriter()
                .input("x", -1, 2, 2)
                .constant(longs("shape", -1, 4))
                .constant(tensor("c", new int[] {1}, 255))
                .constant(tensor("W", new int[] {4, 2}, W))
                .node("Reshape", "x,shape->r")
                .node("Div", "r,c->d")
                .node("MatMul", "d,W->y")
                .output("y", -1, 2)
                .model())
            .isOfPixels());
  }

  /**
   * By its own columns: means of pixels are past 1, or a value is multiplied by next to nothing.
   */
  @ParameterizedTest
  @CsvSource({
    "0 33.1 120 0.2, 1 0.02 0.01 2, true",
    "0 0 0 0, 1 0.004 0.004 1, true",
    "0 0.13 0.5 0.01, 1 3.2 2 50, false"
  })
  void scikitLearnsScalerShowsItInAnyColumn(String offset, String scale, boolean isOfPixels) {
    ModelWriter model =
        new ModelWriter()
            .input("x", -1, 4)
            .node(
                "ai.onnx.ml:Scaler",
                "x->s",
                attribute("offset", floats(offset)),
                attribute("scale", floats(scale)));
    assertEquals(isOfPixels, read(layered(model, "s")).isOfPixels());
  }

  private static float[] floats(String text) {
    String[] parts = text.split(" ", -1);
    float[] floats = new float[parts.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = Float.parseFloat(parts[i]);
    }
    return floats;
  }

  /** What is done to a layer's values says nothing of the image. */
  @Test
  void arithmeticAfterTheFirstMatrixDoesNotCount() {
    assertFalse(
        read(new ModelWriter()
                .input("x", -1, 4)
                .constant(tensor("c", new int[] {1}, 255))
                .constant(tensor("W", new int[] {4, 2}, W))
                .constant(tensor("V", new int[] {2, 4}, W))
                .node("MatMul", "x,W->p")
                .node("Div", "p,c->d")
                .node("Relu", "d->h")
                .node("Div", "h,c->e")
                .node("MatMul", "e,V->y")
                .output("y", -1, 4)
                .model())
            .isOfPixels());
  }
}
