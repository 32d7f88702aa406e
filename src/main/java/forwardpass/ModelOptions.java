package forwardpass;

import forwardpass.error.UsageException;
import forwardpass.nn.Activation;
import forwardpass.nn.Network;
import forwardpass.weights.WeightsLayout;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;
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
          "The network: a pickle or npz of NumPy arrays, safetensors or ONNX, told from the content (the one in data/).")
  private String weights;

  @Option(
      names = "--weights-layout",
      paramLabel = "NAME",
      description =
          "Matrices are [inputs, outputs] or [outputs, inputs]: in-out, out-in (told from the arrays' names).")
  private String weightsLayout;

  @Option(
      names = "--activation",
      paramLabel = "NAME",
      defaultValue = "sigmoid",
      description = "Hidden layers: sigmoid, relu, tanh, step, identity (${DEFAULT-VALUE}).")
  private String activation;

  @Option(
      names = "--output-activation",
      paramLabel = "NAME",
      defaultValue = "softmax",
      description = "Output layer: softmax, sigmoid, identity (${DEFAULT-VALUE}).")
  private String outputActivation;

  /** Checks what can be checked before Spark is started. */
  void check() {
    activation("--activation", activation, HIDDEN);
    activation("--output-activation", outputActivation, OUTPUT);
    weightsLayout();
  }

  /** The file that {@code --weights} names, or the project's own. */
  String path(SparkSession spark) {
    return weights == null ? OwnData.path("mnist_weights.pkl", "--weights", spark) : weights;
  }

  /** Reads the network. */
  Network read(SparkSession spark) {
    String path = path(spark);
    Activation output = activation("--output-activation", outputActivation, OUTPUT);
    Network network =
        WeightsFile.read(
            path, spark, weightsLayout(), activation("--activation", activation, HIDDEN), output);
    if (network.outputs() == 1
        && network.layers().get(network.layers().size() - 1).activation() == Activation.SOFTMAX) {
      throw new UsageException(
          "Invalid --output-activation: softmax of the single output of %s is always 1; use sigmoid"
              .formatted(path));
    }
    return network;
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

  private static Activation activation(String option, String name, Set<Activation> allowed) {
    for (Activation activation : allowed) {
      if (name(activation).equals(name)) {
        return activation;
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
