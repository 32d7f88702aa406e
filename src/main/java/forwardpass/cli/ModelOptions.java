package forwardpass.cli;

import forwardpass.error.UsageException;
import forwardpass.job.ModelRequest;
import forwardpass.model.Device;
import forwardpass.model.GraphRequest;
import forwardpass.model.OutputNames;
import forwardpass.networks.EngineRequest;
import forwardpass.nn.Activation;
import forwardpass.nn.Activations;
import forwardpass.weights.WeightsLayout;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** The options that say which network. */
final class ModelOptions {
  private static final Set<Activation> HIDDEN =
      EnumSet.of(
          Activation.SIGMOID,
          Activation.RELU,
          Activation.TANH,
          Activation.STEP,
          Activation.IDENTITY);
  private static final Set<Activation> OUTPUT =
      EnumSet.of(Activation.SOFTMAX, Activation.SIGMOID, Activation.IDENTITY);

  @Option(
      names = "--weights",
      paramLabel = "PATH",
      description =
          "The network: a pickle or npz of NumPy arrays, safetensors, a state dict of PyTorch, Keras (.h5, .keras) or ONNX, told from the content (the one in data/). Given several times: each scores the images, in one pass.")
  private List<String> weights = List.of();

  @Option(
      names = "--weights-layout",
      paramLabel = "NAME",
      description =
          "Matrices are [inputs, outputs] or [outputs, inputs]: in-out, out-in (told from the arrays' names).")
  private String weightsLayout;

  @Option(
      names = "--activation",
      paramLabel = "NAME",
      description =
          "Hidden layers: sigmoid, relu, tanh, step, identity (what the file says; else sigmoid).")
  private String activation;

  @Option(
      names = "--output-activation",
      paramLabel = "NAME",
      description = "Output layer: softmax, sigmoid, identity (what the file says; else softmax).")
  private String outputActivation;

  @Option(
      names = "--engine",
      paramLabel = "NAME",
      description =
          "What runs the network: blas, onnxruntime (blas for chains of dense layers, onnxruntime for any other ONNX graph).")
  private String engine;

  @Option(
      names = "--device",
      paramLabel = "NAME",
      defaultValue = "cpu",
      description =
          "What ONNX Runtime computes on: cpu, cuda or cuda:N; cuda needs its GPU artifact on the class path (${DEFAULT-VALUE}).")
  private String device;

  @Option(
      names = "--layout",
      paramLabel = "NAME",
      description =
          "An ONNX graph takes the values of images channel by channel, nchw, or pixel by pixel, nhwc (told from the shape that it takes).")
  private String imageLayout;

  @Option(
      names = "--output-tensor",
      paramLabel = "NAME",
      description =
          "The output of an ONNX graph that has the scores (the only one; or logits; or probabilities).")
  private String outputTensor;

  @Option(
      names = "--deterministic",
      description =
          "Give the same values for the same images, to the last bit, whatever else runs and however they are batched.")
  private boolean deterministic;

  /**
   * What they ask for, of each network.
   *
   * @throws UsageException where a name is none of those there are
   */
  List<ModelRequest> requests() {
    return weights.isEmpty()
        ? List.of(request(Optional.empty()))
        : weights.stream().map(path -> request(Optional.of(path))).toList();
  }

  private ModelRequest request(Optional<String> path) {
    return new ModelRequest(
        path,
        weightsLayout(),
        new Activations(
            activation("--activation", activation, HIDDEN),
            activation("--output-activation", outputActivation, OUTPUT)),
        new EngineRequest(Optional.ofNullable(engine), graph()),
        deterministic);
  }

  private GraphRequest graph() {
    return new GraphRequest(
        new OutputNames(Optional.ofNullable(outputTensor), Optional.empty()),
        Optional.empty(),
        OptionalInt.empty(),
        Optional.ofNullable(imageLayout).map(GraphRequest.Layout::of),
        Device.of(device));
  }

  /** None where the names of the arrays tell it. */
  private Optional<WeightsLayout> weightsLayout() {
    if (weightsLayout == null) {
      return Optional.empty();
    }
    for (WeightsLayout layout : WeightsLayout.values()) {
      if (layout.toString().equals(weightsLayout)) {
        return Optional.of(layout);
      }
    }
    throw new UsageException(
        "Invalid --weights-layout: expected one of in-out, out-in, found " + weightsLayout);
  }

  /** None where it is not given. */
  private static Optional<Activation> activation(
      String option, String name, Set<Activation> allowed) {
    if (name == null) {
      return Optional.empty();
    }
    for (Activation activation : allowed) {
      if (name(activation).equals(name)) {
        return Optional.of(activation);
      }
    }
    throw new UsageException(
        "Invalid %s: expected one of %s, found %s"
            .formatted(
                option,
                allowed.stream().map(ModelOptions::name).collect(Collectors.joining(", ")),
                name));
  }

  private static String name(Activation activation) {
    return activation.name().toLowerCase(Locale.ROOT);
  }
}
