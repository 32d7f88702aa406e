package forwardpass.onnx;

import static forwardpass.onnx.ModelWriter.attribute;
import static forwardpass.onnx.ModelWriter.longs;
import static forwardpass.onnx.ModelWriter.tensor;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OrtException;
import forwardpass.error.WeightsException;
import forwardpass.nn.ForwardPass;
import forwardpass.nn.Gemm;
import forwardpass.nn.Network;
import java.io.ByteArrayInputStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the reader makes of a model computes what ONNX Runtime computes with it. */
class OnnxReaderTest {
  private static final int ROWS = 5;
  private static final float TOLERANCE = 1e-5f;

  private static float[] random(int count) {
    Random random = new Random(count);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = random.nextFloat() - 0.5f;
    }
    return values;
  }

  /** 4 inputs. */
  private static ModelWriter matrix() {
    return new ModelWriter().input("x", -1, 4);
  }

  private static byte[] w(int in, int out) {
    return tensor("W", new int[] {in, out}, random(in * out));
  }

  private static byte[] b(int... dims) {
    return tensor("b", dims, random(Arrays.stream(dims).reduce(1, (i, k) -> i * k)));
  }

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

  @Test
  void shapesThatAreJoinedToThemselvesDoNotGrow() {
    ModelWriter model =
        new ModelWriter().input("x", -1, 2, 2).constant(w(4, 3)).node("Shape", "x->s0");
    for (int i = 0; i < 40; i++) {
      model.node("Concat", "s%d,s%d->s%d".formatted(i, i, i + 1), attribute("axis", 0));
    }
    byte[] file =
        model.node("Reshape", "x,s40->r").node("MatMul", "r,W->y").output("y", -1, 3).model();

    String found = assertThrows(WeightsException.class, () -> read(file)).getMessage();
    assertEquals(
        "Unsupported: model, node 4 (Concat): expected a shape of at most 8 numbers, found more",
        found.split(";", -1)[0]);
  }

  @Test
  void aShapeOfNothingIsRefused() {
    byte[] file =
        new ModelWriter()
            .input("x", -1, 4)
            .constant(w(4, 3))
            .node("Shape", "->s")
            .node("Reshape", "x,s->r")
            .node("MatMul", "r,W->y")
            .output("y", -1, 3)
            .model();

    assertThrows(WeightsException.class, () -> read(file));
  }

  /** A NaN in a shape stands for what no file says. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "Identity!Reshape!node 4 (Reshape): expected a reshape to [-1, width], found [0.0, NaN, 4.0]",
        "Gather!Mul!node 2 (Gather): expected the first number of a shape, found others, at [1.0]",
        "Identity!Neg!node 3 (Neg): expected the size of a batch in the shape of a Reshape, found Neg of it"
      })
  void otherArithmeticOnShapesIsRefused(String second, String third, String message) {
    ModelWriter model =
        new ModelWriter()
            .input("x", -1, 2, 2)
            .constant(longs("one", 1))
            .constant(longs("width", 4))
            .constant(w(4, 3))
            .node("Shape", "x->shape")
            .node(second, second.equals("Gather") ? "shape,one->s" : "shape->s");
    if (third.equals("Reshape")) {
      model.node("Concat", "s,width->flat", attribute("axis", 0)).node("Reshape", "x,flat->r");
    } else {
      model.node(third, third.equals("Neg") ? "s->flat" : "s,width->flat");
      model.node("Reshape", "x,flat->r");
    }
    byte[] file = model.node("MatMul", "r,W->y").output("y", -1, 3).model();

    String found = assertThrows(WeightsException.class, () -> read(file)).getMessage();
    assertEquals("Unsupported: model, " + message, found.split(";", -1)[0]);
  }

  private static Network read(byte[] model) {
    return OnnxReader.read(new ByteArrayInputStream(model), "model");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("models")
  void networksComputeWhatOnnxRuntimeComputes(String name, byte[] model) throws OrtException {
    float[] x = random(ROWS * 4);

    float[] found = new ForwardPass(read(model), Gemm.fastest()).run(x, ROWS, 1);

    assertTrue(OnnxReader.matches(model));
    assertArrayEquals(OnnxRuntime.run(model, x, ROWS), found, TOLERANCE);
  }

  private static void assertRefused(String message, byte[] model) {
    WeightsException e = assertThrows(WeightsException.class, () -> read(model));
    assertEquals(message, e.getMessage());
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
        new ForwardPass(read(dropout(false, "d")), Gemm.fastest()).run(x, ROWS, 1),
        TOLERANCE);
    assertRefused(
        "Unsupported: model, node 1 (Dropout): expected a model for inference, found training mode; export the network as dense layers only",
        dropout(true, "d"));
    assertRefused(
        "Unsupported: model, node 1 (Dropout): expected its first output in use, found another; export the network as dense layers only",
        dropout(false, "mask"));
  }

  @Test
  void aConstantOfAnotherTypeIsRefusedWhereItIsNeeded() {
    byte[] int8 =
        ModelWriter.join(
            ModelWriter.dims(4, 3),
            ModelWriter.integer(2, 3),
            ModelWriter.text(8, "Q"),
            ModelWriter.bytes(9, new byte[12]));

    assertEquals(
        "4-3(identity)",
        read(matrix()
                .constant(int8)
                .constant(w(4, 3))
                .node("MatMul", "x,W->y")
                .output("y", -1, 3)
                .model())
            .toString());
    assertRefused(
        "Unsupported: model, tensor Q: expected floats of 16, 32 or 64 bits, or integers, found data type 3; export the model again, as one file of float32",
        matrix().constant(int8).node("MatMul", "x,Q->y").output("y", -1, 3).model());
  }

  @Test
  void valuesInAnotherFileAreRefused() {
    byte[] external =
        ModelWriter.join(
            ModelWriter.dims(4, 3),
            ModelWriter.integer(2, 1),
            ModelWriter.text(8, "W"),
            ModelWriter.bytes(
                13,
                ModelWriter.join(
                    ModelWriter.text(1, "location"), ModelWriter.text(2, "../../etc/passwd"))),
            ModelWriter.integer(14, 1));

    assertRefused(
        "Unsupported: model, tensor W: expected values in the file itself, found them in another, ../../etc/passwd; export the model again with all values in one file (torch.onnx.export: external_data=False; onnx.save: save_as_external_data=False)",
        matrix().constant(external).node("MatMul", "x,W->y").output("y", -1, 3).model());
  }

  @Test
  void dataOfAnotherSizeThanTheShapeIsCorrupt() {
    assertRefused(
        "Corrupt: model, tensor W: expected 48 bytes for shape [4, 3], found 44; export the model again",
        matrix().constant(tensor("W", new int[] {4, 3}, random(11))).model());
  }

  @Test
  void shapesThatClaimMoreThanCanBeAreRefusedBeforeAnythingIsAllocated() {
    assertRefused(
        "Unsupported: model, tensor W: expected fewer than 2^31 values, found shape [2147483647, 2147483647]; export the model again, as one file of float32",
        matrix().constant(tensor("W", new int[] {Integer.MAX_VALUE, Integer.MAX_VALUE})).model());
  }

  @Test
  void weightsThatAreNoNumbersAreCorrupt() {
    assertRefused(
        "Corrupt: model, tensor W: expected finite float32 values, found NaN as value 1; replace it, or train the network again",
        matrix().constant(tensor("W", new int[] {2}, 1, Float.NaN)).model());
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
        join(new byte[0], ModelWriter.bytes(8, ModelWriter.integer(2, 6))));
  }

  private static byte[] join(byte[]... parts) {
    return ModelWriter.join(parts);
  }

  @Test
  void aModelCutShortAnywhereIsRefused() {
    byte[] whole = matrix().constant(w(4, 3)).node("MatMul", "x,W->y").output("y", -1, 3).model();
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      WeightsException e = assertThrows(WeightsException.class, () -> read(cut));
      assertTrue(e.getMessage().matches("(Truncated|Corrupt): model.*"), e.getMessage());
    }
  }

  @Test
  void noMutationOfAModelDoesMoreThanRefuse() {
    byte[] whole =
        matrix()
            .constant(w(4, 3))
            .constant(b(3))
            .node("Gemm", "x,W,b->a", attribute("transB", 0))
            .node("Softmax", "a->y", attribute("axis", -1))
            .output("y", -1, 3)
            .model();
    Random random = new Random(1);
    for (int i = 0; i < 20_000; i++) {
      byte[] mutated = whole.clone();
      for (int k = 0; k <= i % 3; k++) {
        mutated[random.nextInt(mutated.length)] = (byte) random.nextInt(256);
      }
      try {
        read(mutated);
      } catch (WeightsException e) {
        assertTrue(e.getMessage().contains("model"), e.getMessage());
      }
    }
  }
}
