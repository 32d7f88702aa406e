package forwardpass.onnx;

import static forwardpass.onnx.ModelWriter.attribute;
import static forwardpass.onnx.ModelWriter.tensor;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.onnxruntime.OrtException;
import forwardpass.error.WeightsException;
import forwardpass.nn.ForwardPass;
import forwardpass.nn.Gemm;
import forwardpass.nn.Network;
import java.io.ByteArrayInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Models as skl2onnx makes them: scalers before the network, names of classes after it. */
class ScikitLearnModelTest {
  private static final float[] X = {1, 2, 3, -1, 0.5f, 0};
  private static final float[] W = {0.1f, -0.2f, 0.3f, 0.4f, 0.5f, -0.6f};

  private static ModelWriter scaled() {
    return new ModelWriter()
        .input("x", -1, 3)
        .constant(tensor("W", new int[] {3, 2}, W))
        .constant(tensor("b", new int[] {1, 2}, 0.5f, -0.5f))
        .node(
            "ai.onnx.ml:Scaler",
            "x->s",
            attribute("offset", 0.5f, 1f, 1.5f),
            attribute("scale", 2f, 4f, 8f))
        .node("Cast", "s->c", attribute("to", 1))
        .node("MatMul", "c,W->p")
        .node("Add", "p,b->a")
        .node("Softmax", "a->probabilities", attribute("axis", 1));
  }

  /** With the label, which is found among the classes, and the probabilities by their names. */
  private static byte[] labelled(byte[] classes, byte[] names) {
    return scaled()
        .constant(classes)
        .node("ArgMax", "probabilities->best", attribute("axis", 1))
        .node("ai.onnx.ml:ArrayFeatureExtractor", "classes,best->label")
        .node("ai.onnx.ml:ZipMap", "probabilities->output_probability", names)
        .output("label", -1)
        .output("output_probability", -1)
        .model();
  }

  private static Network read(byte[] model) {
    return OnnxReader.read(new ByteArrayInputStream(model), "model");
  }

  private static void assertSameAsOnnxRuntime(byte[] model) throws OrtException {
    byte[] probabilities = scaled().output("probabilities", -1, 2).model();

    float[] found = new ForwardPass(read(model), Gemm.fastest()).run(X, 2, 1);

    assertArrayEquals(OnnxRuntime.run(probabilities, X, 2), found, 1e-5f);
  }

  private static void assertRefused(String message, byte[] model) {
    WeightsException e = assertThrows(WeightsException.class, () -> read(model));
    assertEquals(message, e.getMessage());
  }

  @Test
  void classesThatAreNumbersAreThePlacesOfOutputs() throws OrtException {
    assertSameAsOnnxRuntime(
        labelled(ModelWriter.longs("classes", 0, 1), attribute("classlabels_int64s", 0L, 1L)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0 1", "cat dog"})
  void classesMayBeTexts(String names) throws OrtException {
    String[] classes = names.split(" ", -1);

    assertSameAsOnnxRuntime(
        labelled(ModelWriter.texts("classes", classes), attribute("classlabels_strings", classes)));
  }

  /** What is predicted are places of outputs, which would be taken for the labels. */
  @Test
  void classesWithOtherNumbersAreRefused() {
    String message =
        "Unsupported: model, node 8 (ZipMap): expected classes named 0, 1, 2 and so on, found 3 as class 0; export the network as dense layers only";

    assertRefused(
        message,
        labelled(ModelWriter.longs("classes", 3, 7), attribute("classlabels_int64s", 3L, 7L)));
    assertRefused(
        message,
        labelled(
            ModelWriter.texts("classes", "3", "7"), attribute("classlabels_strings", "3", "7")));
  }

  @Test
  void otherOperatorsOfMachineLearningAreNamed() {
    assertRefused(
        "Unsupported: model, node 1 (Normalizer): expected Scaler or ZipMap of ai.onnx.ml, found Normalizer; export the network as dense layers only",
        new ModelWriter()
            .input("x", -1, 3)
            .node("ai.onnx.ml:Normalizer", "x->y")
            .output("y", -1, 3)
            .model());
  }
}
