package forwardpass.onnxruntime;

import java.io.Serializable;
import java.util.List;
import java.util.stream.Stream;

/**
 * What of a graph is used.
 *
 * @param embedding null where none is asked for; it may be the scores themselves
 */
record GraphTensors(GraphInput input, GraphOutput scores, GraphOutput embedding)
    implements Serializable {
  /** Each that is computed, once. */
  List<GraphOutput> outputs() {
    return embedding == null ? List.of(scores) : Stream.of(scores, embedding).distinct().toList();
  }

  /** How many values there are for an image in all outputs. */
  int values() {
    return outputs().stream().mapToInt(GraphOutput::values).sum();
  }

  int embeddingSize() {
    return embedding == null ? 0 : embedding.values();
  }

  /** As in {@code pixels [n, 1, 28, 28] -> logits [n, 10], features [n, 64]}. */
  @Override
  public String toString() {
    return input
        + " -> "
        + String.join(", ", outputs().stream().map(GraphOutput::toString).toList());
  }
}
