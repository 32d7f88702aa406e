package forwardpass.onnx;

import static forwardpass.onnx.ModelWriter.attribute;
import static forwardpass.onnx.ModelWriter.tensor;
import static forwardpass.onnx.OnnxModels.assertRefused;
import static forwardpass.onnx.OnnxModels.run;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import ai.onnxruntime.OrtException;
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

  private static void assertSameAsOnnxRuntime(byte[] model) throws OrtException {
    byte[] probabilities = scaled().output("probabilities", -1, 2).model();

    float[] found = run(model, X, 2);

    assertArrayEquals(OnnxRuntime.run(probabilities, X, 2), found, 1e-5f);
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

  private static String otherClasses(String node, String name, int place) {
    return "Unsupported: model, %s: expected classes named 0, 1, 2 and so on, found %s as class %d; train the network on labels from 0 on, as what is predicted are places of outputs"
        .formatted(node, name, place);
  }

  /** What is predicted are places of outputs, which would be taken for the labels. */
  @Test
  void classesWithOtherNumbersAreRefused() {
    assertRefused(
        otherClasses("node 7 (ZipMap)", "3", 0),
        scaled()
            .node("ArgMax", "probabilities->best", attribute("axis", 1))
            .node(
                "ai.onnx.ml:ZipMap",
                "probabilities->named",
                attribute("classlabels_int64s", 3L, 7L))
            .output("named", -1)
            .model());
  }

  /** Without a ZipMap, as skl2onnx makes them on request, with the label beside. */
  @Test
  void classesWithOtherNumbersAreRefusedWhereOnlyTheLabelSaysThem() {
    for (byte[] classes :
        new byte[][] {
          ModelWriter.longs("classes", 1, 2),
          ModelWriter.texts("classes", "1", "2"),
          ModelWriter.texts("classes", "1.0", "2.0"),
          tensor("classes", new int[] {1, 2}, 1, 2)
        }) {
      String first = new String(classes, UTF_8).contains("1.0") ? "1.0" : "1";
      for (String lookup : new String[] {"ai.onnx.ml:ArrayFeatureExtractor", "Gather"}) {
        assertRefused(
            otherClasses("node 7 (%s)".formatted(lookup.replace("ai.onnx.ml:", "")), first, 0),
            scaled()
                .constant(classes)
                .node("ArgMax", "probabilities->best", attribute("axis", 1))
                .node(lookup, "classes,best->label")
                .output("label", -1)
                .output("probabilities", -1, 2)
                .model());
      }
    }
  }

  @Test
  void classesThatSkipANumberAreRefused() {
    assertRefused(
        otherClasses("node 7 (ArrayFeatureExtractor)", "2", 1),
        labelled(ModelWriter.longs("classes", 0, 2), attribute("classlabels_int64s", 0L, 2L)));
  }

  @Test
  void anEncoderOfLabelsSaysClassesToo() {
    assertRefused(
        otherClasses("node 7 (LabelEncoder)", "7", 0),
        scaled()
            .node("ArgMax", "probabilities->best", attribute("axis", 1))
            .node(
                "ai.onnx.ml:LabelEncoder",
                "best->label",
                attribute("keys_int64s", 1L, 0L),
                attribute("values_int64s", 3L, 7L))
            .output("label", -1)
            .output("probabilities", -1, 2)
            .model());
  }

  /** Its own classifier is not run; where its classes are in order, that is what is said. */
  @Test
  void aLinearClassifierIsNamed() {
    for (long first : new long[] {0, 1}) {
      byte[] model =
          new ModelWriter()
              .input("x", -1, 3)
              .node(
                  "ai.onnx.ml:LinearClassifier",
                  "x->label,scores",
                  attribute("classlabels_ints", first, first + 1))
              .output("label", -1)
              .output("scores", -1, 2)
              .model();
      assertRefused(
          first == 0
              ? "Unsupported: model, node 1 (LinearClassifier): expected Scaler or ZipMap of ai.onnx.ml, found LinearClassifier; export the network as dense layers only"
              : otherClasses("node 1 (LinearClassifier)", "1", 0),
          model);
    }
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
