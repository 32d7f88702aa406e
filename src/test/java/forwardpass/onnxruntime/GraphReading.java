package forwardpass.onnxruntime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import forwardpass.error.ForwardpassException;
import forwardpass.model.GraphRequest;
import forwardpass.model.LoadedModel;
import forwardpass.model.Model;
import forwardpass.model.OutputNames;
import forwardpass.onnx.ModelWriter;
import java.util.Optional;

/** Reads graphs, or is refused them. */
final class GraphReading {
  private GraphReading() {}

  /**
   * @param output the names of the output of scores and of the embedding; fewer where they are to
   *     be told
   */
  static LoadedModel<Model> read(ModelWriter graph, String... output) {
    return GraphReader.read(
        graph.model(),
        "model",
        GraphRequest.of(
            new OutputNames(
                Optional.of(output).filter(o -> o.length > 0).map(o -> o[0]),
                Optional.of(output).filter(o -> o.length > 1).map(o -> o[1]))),
        false);
  }

  static void assertRefused(
      Class<? extends ForwardpassException> kind, String message, ModelWriter graph) {
    assertEquals(message, assertThrows(kind, () -> read(graph)).getMessage());
  }
}
