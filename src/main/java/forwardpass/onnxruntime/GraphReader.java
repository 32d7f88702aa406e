package forwardpass.onnxruntime;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import forwardpass.error.Quote;
import forwardpass.error.UsageException;
import forwardpass.error.WeightsException;
import forwardpass.model.Device;
import forwardpass.model.GraphRequest;
import forwardpass.model.LoadedModel;
import forwardpass.model.Model;
import forwardpass.model.OutputKind;
import forwardpass.model.OutputNames;
import forwardpass.onnx.LastOperator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.codec.digest.DigestUtils;

/** Makes models of graphs. */
public final class GraphReader {
  private GraphReader() {}

  /**
   * Finds out what a graph takes and gives; ONNX Runtime has to run it for that.
   *
   * @param graph the bytes of a file in ONNX, which has been read without fault
   * @param file what to call it in messages
   * @param request what is asked for of it
   * @param isOfPixels whether it is known to take pixels from 0 to 255
   * @throws WeightsException where ONNX Runtime refuses it, or it takes no images
   * @throws UsageException where it has to be told which output has the scores, or ONNX Runtime
   *     cannot be loaded
   */
  public static LoadedModel<Model> read(
      byte[] graph, String file, GraphRequest request, boolean isOfPixels) {
    String key = DigestUtils.sha256Hex(graph);
    OutputNames names = request.outputs();
    try (SharedSession shared = SharedSession.open(key, graph, file, request.device())) {
      OrtSession session = shared.session();
      String output = GraphOutput.choose(session.getOutputInfo(), names, file);
      GraphInput input = GraphInput.of(session.getInputInfo(), request, file);
      Trial trial = Trial.run(session, input, output, OutputNames.SCORES, file);
      Optional<String> last = LastOperator.of(graph, output);
      int width = trial.output().values();
      ScoreKind.requireNoSoftmaxOfOne(last, width, file);
      OutputKind kind = ScoreKind.of(last, trial.scores(), width);
      GraphTensors tensors =
          names
              .embedding()
              .map(name -> withEmbedding(session, trial, name, file))
              .orElseGet(() -> new GraphTensors(trial.input(), trial.output(), null));
      Model model = new GraphModel(file, graph, key, request.device(), tensors, kind, isOfPixels);
      return new LoadedModel<>(model, true, List.of(described(model, kind)));
    } catch (OrtException e) {
      throw Engine.refused(file, e);
    }
  }

  /** Where the graph gives the embedding of one image at a time, it gives the scores so. */
  private static GraphTensors withEmbedding(
      OrtSession session, Trial scores, String name, String file) {
    try {
      String found =
          GraphOutput.required(session.getOutputInfo(), OutputNames.EMBEDDING, name, file);
      if (found.equals(scores.output().name())) {
        return new GraphTensors(scores.input(), scores.output(), scores.output());
      }
      Trial embedding = Trial.run(session, scores.input(), found, OutputNames.EMBEDDING, file);
      return new GraphTensors(embedding.input(), scores.output(), embedding.output());
    } catch (OrtException e) {
      throw Engine.refused(file, e);
    }
  }

  /**
   * What there is to say of a graph, a line for each thing.
   *
   * @param request what is asked for of it
   * @param isOfPixels as in {@link #read}
   */
  public static List<String> describe(
      byte[] graph, String file, GraphRequest request, boolean isOfPixels) {
    try (SharedSession shared =
        SharedSession.open(DigestUtils.sha256Hex(graph), graph, file, Device.CPU)) {
      List<String> lines = new ArrayList<>();
      lines.add("engine: onnxruntime, " + Engine.name());
      for (NodeInfo input : shared.session().getInputInfo().values()) {
        lines.add("input: " + described(input));
      }
      for (NodeInfo output : shared.session().getOutputInfo().values()) {
        lines.add("output: " + described(output));
      }
      try {
        LoadedModel<Model> loaded = read(graph, file, request, isOfPixels);
        lines.add("network: " + loaded.model());
        lines.add(
            loaded.model().isRegression()
                ? "classes: none"
                : "classes: " + loaded.model().classes());
      } catch (UsageException | WeightsException e) {
        lines.add("network: none as it is. " + e.getMessage());
      }
      return lines;
    } catch (OrtException e) {
      throw Engine.refused(file, e);
    }
  }

  private static String described(NodeInfo info) {
    String name = Quote.plain(info.getName());
    return info.getInfo() instanceof TensorInfo tensor
        ? "%s, %s %s"
            .formatted(
                name,
                tensor.type.toString().toLowerCase(Locale.ROOT),
                Arrays.toString(tensor.getShape()).replace("-1", "n"))
        : name + ", no tensor";
  }

  private static String described(Model model, OutputKind kind) {
    return "Network: %s, run by %s; what it gives is taken as %s"
        .formatted(model, Engine.name(), ScoreKind.described(kind));
  }
}
