package forwardpass.onnxruntime;

import static forwardpass.onnxruntime.GraphReading.assertRefused;
import static forwardpass.onnxruntime.GraphReading.read;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import forwardpass.error.UsageException;
import forwardpass.error.WeightsException;
import forwardpass.model.GraphRequest;
import forwardpass.model.Model;
import forwardpass.model.OutputKind;
import forwardpass.model.OutputNames;
import forwardpass.model.Session;
import forwardpass.onnx.ModelWriter;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which outputs of a graph are scores, of what kind, and which the embedding. */
class GraphOutputsTest {
  @ParameterizedTest
  @CsvSource({
    "Relu, LOGITS, PROBABILITIES",
    "Softmax, PROBABILITIES, PROBABILITIES",
    "LogSoftmax, LOG_PROBABILITIES, PROBABILITIES",
    "Sigmoid, ONE_VERSUS_REST, ONE_VERSUS_REST"
  })
  void scoresAreTold(String operator, OutputKind given, OutputKind kind) {
    Model model =
        read(new ModelWriter()
                .input("x", -1, 3)
                .node(operator, "x->s")
                .node("Identity", "s->y")
                .output("y", -1, 3))
            .model();

    assertEquals(given, ((GraphModel) model).given());
    assertEquals(kind, model.outputKind());
  }

  @ParameterizedTest
  @CsvSource({"Relu, NUMBER", "Sigmoid, BINARY"})
  void aSingleScoreIsTold(String operator, OutputKind kind) {
    assertEquals(
        kind,
        read(new ModelWriter().input("x", -1, 1).node(operator, "x->y").output("y", -1, 1))
            .model()
            .outputKind());
  }

  @Test
  void theSoftmaxOfOneScoreIsRefused() {
    assertRefused(
        UsageException.class,
        "Cannot score with model: its softmax of a single output is always 1; name another output with --output-tensor, or export the network with a sigmoid",
        new ModelWriter().input("x", -1, 1).node("Softmax", "x->y").output("y", -1, 1));
  }

  private static ModelWriter ofOutputs(String... names) {
    ModelWriter graph = new ModelWriter().input("x", -1, 3);
    for (String name : names) {
      graph.node("Relu", "x->" + name).output(name, -1, 3);
    }
    return graph;
  }

  @Test
  void theOutputIsTheOneWhoseNameSaysItOrTheOneThatIsNamed() {
    assertEquals(
        "x [n, 3] -> logits [n, 3]",
        read(ofOutputs("a", "probabilities", "logits")).model().toString());
    assertEquals(
        "x [n, 3] -> probabilities [n, 3]",
        read(ofOutputs("a", "probabilities", "c")).model().toString());
    assertEquals("x [n, 3] -> a [n, 3]", read(ofOutputs("a", "logits"), "a").model().toString());
    assertNotEquals(
        read(ofOutputs("a", "logits"), "a").model().sha256(),
        read(ofOutputs("a", "logits")).model().sha256());
    assertNotEquals(
        read(ofOutputs("a", "logits"), "a", "logits").model().sha256(),
        read(ofOutputs("a", "logits"), "a").model().sha256());
  }

  @Test
  void anOutputThatCannotBeToldHasToBeNamed() {
    assertRefused(
        UsageException.class,
        "Cannot tell which output of model has the scores: found a, b; name one with --output-tensor",
        ofOutputs("a", "b"));
    assertEquals(
        "Invalid --output-tensor: expected one of the outputs of model, a, b, found c",
        assertThrows(UsageException.class, () -> read(ofOutputs("a", "b"), "c")).getMessage());
  }

  @Test
  void theEmbeddingIsNamedAndHasNoScoresWhereAnotherOutputCan() {
    ModelWriter two = ofOutputs("a", "b");
    GraphRequest names = GraphRequest.of(new OutputNames(Optional.empty(), Optional.of("a")));

    Model model = GraphReader.read(two.model(), "model", names, false).model();

    assertEquals("x [n, 3] -> b [n, 3], a [n, 3]", model.toString());
    assertEquals(3, model.embeddingSize());
    assertEquals(
        "x [n, 3] -> a [n, 3]",
        GraphReader.read(ofOutputs("a").model(), "model", names, false).model().toString());
    assertEquals(
        "Invalid --embedding: expected one of the outputs of model, a, b, found c",
        assertThrows(UsageException.class, () -> read(two, "a", "c")).getMessage());
  }

  @Test
  void anEmbeddingThatIsOfAWholeBatchIsComputedOfOneImageAtATime() {
    ModelWriter graph =
        ofOutputs("logits")
            .node("ReduceMean", "x->m", ModelWriter.attribute("axes", new long[] {0}))
            .output("m", 1, 3);

    Model model = read(graph, "logits", "m").model();

    assertEquals("x [1, 3] -> logits [n, 3], m [n, 3]", model.toString());
    float[] images = {1, 2, 3, 5, 5, 6};
    try (Session session = model.open(false)) {
      session.run(images, 2, 1);
      assertArrayEquals(images, session.embeddings());
    }
  }

  @Test
  void anEmbeddingThatIsNotOfEachImageIsRefused() {
    ModelWriter graph =
        new ModelWriter()
            .input("x", 4, 3)
            .node("Relu", "x->logits")
            .output("logits", 4, 3)
            .constant(ModelWriter.tensor("c", new int[] {3, 3}, 1, 2, 3, 4, 5, 6, 7, 8, 9))
            .node("Identity", "c->m")
            .output("m", 3, 3);

    assertEquals(
        "Unsupported: model: expected values for each of 4 images, found an output m of shape [3, 3]; name another with --embedding, or export the network again",
        assertThrows(WeightsException.class, () -> read(graph, "logits", "m")).getMessage());
  }
}
