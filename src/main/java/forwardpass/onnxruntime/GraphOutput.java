package forwardpass.onnxruntime;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.TensorInfo;
import forwardpass.error.Quote;
import forwardpass.error.UsageException;
import forwardpass.error.WeightsException;
import forwardpass.model.OutputNames;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a graph gives for each image.
 *
 * @param shape for one image, without the dimension of the batch; it may have none
 * @param isBound whether ONNX Runtime writes it into memory that is given to it, as floats of this
 *     shape
 */
record GraphOutput(String name, List<Integer> shape, boolean isBound) implements Serializable {
  private static final List<String> NAMES = List.of("logits", "probabilities");

  private static final Set<OnnxJavaType> TYPES =
      Set.of(OnnxJavaType.FLOAT, OnnxJavaType.DOUBLE, OnnxJavaType.FLOAT16, OnnxJavaType.BFLOAT16);

  /**
   * Which output has the scores: the one that is asked for, the only one of floating-point numbers,
   * the one whose name says it, or the only one beside the embedding.
   *
   * @throws UsageException where it has to be named
   */
  static String choose(Map<String, NodeInfo> outputs, OutputNames asked, String file) {
    if (asked.scores().isPresent()) {
      return required(outputs, OutputNames.SCORES, asked.scores().get(), file);
    }
    List<String> all = ofNumbers(outputs);
    if (all.isEmpty()) {
      throw new WeightsException(
          "Unsupported: %s: expected an output of floating-point numbers, found %s; export the network with its scores"
              .formatted(file, quoted(List.copyOf(outputs.keySet()))));
    }
    return only(all)
        .or(() -> NAMES.stream().filter(all::contains).findFirst())
        .or(() -> only(others(all, asked.embedding())))
        .orElseThrow(
            () ->
                new UsageException(
                    "Cannot tell which output of %s has the scores: found %s; name one with --output-tensor"
                        .formatted(file, quoted(all))));
  }

  private static Optional<String> only(List<String> names) {
    return names.size() == 1 ? Optional.of(names.get(0)) : Optional.empty();
  }

  private static List<String> others(List<String> names, Optional<String> left) {
    return names.stream().filter(name -> !left.equals(Optional.of(name))).toList();
  }

  /**
   * The output that an option names.
   *
   * @throws UsageException where there is none of that name
   */
  static String required(Map<String, NodeInfo> outputs, String option, String name, String file) {
    List<String> all = ofNumbers(outputs);
    if (!all.contains(name)) {
      throw new UsageException(
          "Invalid %s: expected one of the outputs of %s, %s, found %s"
              .formatted(option, file, quoted(all), Quote.plain(name)));
    }
    return name;
  }

  private static List<String> ofNumbers(Map<String, NodeInfo> outputs) {
    return outputs.keySet().stream().filter(name -> isOfNumbers(outputs.get(name))).toList();
  }

  /** One of which only the name is known. */
  static GraphOutput unknown(String name) {
    return new GraphOutput(name, List.of(), false);
  }

  private static boolean isOfNumbers(NodeInfo output) {
    return output.getInfo() instanceof TensorInfo tensor && TYPES.contains(tensor.type);
  }

  private static String quoted(List<String> names) {
    return names.stream().map(Quote::plain).collect(Collectors.joining(", "));
  }

  /** How many values there are for each image. */
  int values() {
    return shape.stream().reduce(1, (a, b) -> a * b);
  }

  /** The shape for a batch. */
  long[] shape(int images) {
    long[] all = new long[shape.size() + 1];
    all[0] = images;
    for (int i = 0; i < shape.size(); i++) {
      all[i + 1] = shape.get(i);
    }
    return all;
  }

  /** As in {@code logits [n, 10]}. */
  @Override
  public String toString() {
    return Quote.plain(name)
        + shape.stream().map(size -> ", " + size).collect(Collectors.joining("", " [n", "]"));
  }
}
