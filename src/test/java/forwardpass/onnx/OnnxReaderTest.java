package forwardpass.onnx;

import static forwardpass.onnx.ModelWriter.attribute;
import static forwardpass.onnx.ModelWriter.longs;
import static forwardpass.onnx.ModelWriter.tensor;
import static forwardpass.onnx.OnnxModels.assertRefused;
import static forwardpass.onnx.OnnxModels.b;
import static forwardpass.onnx.OnnxModels.matrix;
import static forwardpass.onnx.OnnxModels.random;
import static forwardpass.onnx.OnnxModels.read;
import static forwardpass.onnx.OnnxModels.run;
import static forwardpass.onnx.OnnxModels.w;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OrtException;
import forwardpass.nn.Network;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the reader makes of a model computes what ONNX Runtime computes with it. */
class OnnxReaderTest {
  private static final int ROWS = 5;
  private static final float TOLERANCE = 1e-5f;

  static Stream<Arguments> models() {
    Map<String, byte[]> models = new LinkedHashMap<>();
    for (String activation :
        new String[] {"Relu", "Sigmoid", "Tanh", "Softmax", "LogSoftmax", "Identity"}) {
      models.put(
          "MatMul, Add, " + activation,
          matrix()
              .constant(w(4, 3))
              .constant(b(3))
              .node("MatMul", "x,W->p")
              .node("Add", "p,b->a")
              .node(activation, "a->y")
              .output("y", -1, 3)
              .model());
    }
    models.put(
        "Gemm with transB, alpha and beta",
        matrix()
            .constant(w(3, 4))
            .constant(b(1, 3))
            .node(
                "Gemm",
                "x,W,b->y",
                attribute("transB", 1),
                attribute("alpha", 0.5f),
                attribute("beta", 2f))
            .output("y", -1, 3)
            .model());
    models.put(
        "Gemm without bias, of two layers, no activation between them",
        matrix()
            .constant(w(4, 3))
            .constant(tensor("V", new int[] {3, 2}, random(6)))
            .node("Gemm", "x,W->h")
            .node("Gemm", "h,V->y")
            .output("y", -1, 2)
            .model());
    models.put(
        "an image, normalised and flattened",
        new ModelWriter()
            .input("x", -1, 1, 2, 2)
            .constant(tensor("mean", new int[] {}, 0.25f))
            .constant(tensor("deviation", new int[] {1, 1, 2, 2}, 1, 2, 4, 8))
            .constant(w(4, 3))
            .constant(b(3))
            .node("Sub", "x,mean->c")
            .node("Div", "c,deviation->n")
            .node("Flatten", "n->f")
            .node("Gemm", "f,W,b->a")
            .node("Relu", "a->y")
            .output("y", -1, 3)
            .model());
    models.put(
        "constants on the left, one in a node, and a reshape",
        new ModelWriter()
            .input("x", -1, 2, 2)
            .constant(longs("shape", -1, 4))
            .constant(w(4, 3))
            .node("Constant", "->two", attribute("value", tensor("", new int[] {}, 2)))
            .node("Sub", "two,x->s")
            .node("Mul", "two,s->m")
            .node("Reshape", "m,shape->r")
            .node("MatMul", "r,W->y")
            .output("y", -1, 3)
            .model());
    models.put(
        "a view of PyTorch's, as wide as there are pixels",
        new ModelWriter()
            .input("x", -1, 2, 2)
            .constant(longs("rest", -1))
            .constant(w(4, 3))
            .node("Constant", "->at", attribute("value", longs("", 0)))
            .node("Shape", "x->shape")
            .node("Gather", "shape,at->size")
            .node("Concat", "size,rest->flat", attribute("axis", 0))
            .node("Reshape", "x,flat->r")
            .node("MatMul", "r,W->y")
            .output("y", -1, 3)
            .model());
    models.put(
        "a reshape of TensorFlow's",
        new ModelWriter()
            .input("x", -1, 2, 2)
            .constant(longs("start", 0))
            .constant(longs("end", 1))
            .constant(longs("width", 4))
            .constant(w(4, 3))
            .node("Shape", "x->shape")
            .node("Cast", "shape->ints", attribute("to", 6))
            .node("Slice", "ints,start,end->size")
            .node("Cast", "size->longs", attribute("to", 7))
            .node("Concat", "longs,width->flat", attribute("axis", 0))
            .node("Reshape", "x,flat->r")
            .node("MatMul", "r,W->y")
            .output("y", -1, 3)
            .model());
    models.put(
        "arithmetic after a product, Dropout and Cast",
        matrix()
            .constant(w(4, 3))
            .constant(b(3))
            .node("Cast", "x->c", attribute("to", 1))
            .node("MatMul", "c,W->p")
            .node("Mul", "p,b->q")
            .node("Dropout", "q->d")
            .node("Sub", "d,b->s")
            .node("Sigmoid", "s->y")
            .output("y", -1, 3)
            .model());
    return models.entrySet().stream().map(model -> Arguments.of(model.getKey(), model.getValue()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("models")
  void networksComputeWhatOnnxRuntimeComputes(String name, byte[] model) throws OrtException {
    float[] x = random(ROWS * 4);

    float[] found = run(model, x, ROWS);

    assertTrue(OnnxReader.matches(model));
    assertArrayEquals(OnnxRuntime.run(model, x, ROWS), found, TOLERANCE);
  }

  @Test
  void anOperatorThatIsNotRunIsNamed() {
    assertRefused(
        "Unsupported: model, node 1 (Conv): expected Gemm, MatMul, Add, Sub, Mul, Div, Flatten, Reshape, Identity, Dropout, Cast, Constant, Relu, Sigmoid, Tanh, Softmax or LogSoftmax, found Conv; export the network as dense layers only",
        matrix().constant(w(4, 3)).node("Conv", "x,W->y").output("y", -1, 3).model());
  }

  @Test
  void ofTwoOutputsTheOneThatCanBeComputedIsTaken() {
    Network network =
        read(
            matrix()
                .constant(w(4, 3))
                .node("MatMul", "x,W->p")
                .node("Softmax", "p->probabilities")
                .node("ArgMax", "probabilities->label")
                .output("label", -1)
                .output("probabilities", -1, 3)
                .model());

    assertEquals("4-3(softmax)", network.toString());
  }

  private static byte[] dropout(boolean isTraining, String used) {
    return matrix()
        .constant(w(4, 3))
        .constant(tensor("ratio", new int[] {}, 0.5f))
        .constant(ModelWriter.truth("training", isTraining))
        .node("Dropout", "x,ratio,training->d,mask")
        .node("MatMul", used + ",W->y")
        .output("y", -1, 3)
        .model();
  }

  @Test
  void dropoutChangesNothingUnlessItTrains() throws OrtException {
    float[] x = random(ROWS * 4);

    assertArrayEquals(
        OnnxRuntime.run(dropout(false, "d"), x, ROWS),
        run(dropout(false, "d"), x, ROWS),
        TOLERANCE);
    assertRefused(
        "Unsupported: model, node 1 (Dropout): expected a model for inference, found training mode; export the network as dense layers only",
        dropout(true, "d"));
    assertRefused(
        "Unsupported: model, node 1 (Dropout): expected its first output in use, found another; export the network as dense layers only",
        dropout(false, "mask"));
  }

  @Test
  void aMatrixThatDoesNotFitIsCorrupt() {
    assertRefused(
        "Corrupt: model: expected a matrix with 4 rows at node 1 (MatMul), found 5; export the model again",
        matrix().constant(w(5, 3)).node("MatMul", "x,W->y").output("y", -1, 3).model());
  }

  @Test
  void anOpsetFromBeforeBroadcastingIsRefused() {
    assertRefused(
        "Unsupported: model: expected opset 7 to 26, found 6; export the model for one of those",
        ModelWriter.bytes(8, ModelWriter.integer(2, 6)));
  }
}
