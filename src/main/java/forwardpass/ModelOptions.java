package forwardpass;

import forwardpass.error.UsageException;
import forwardpass.nn.Activation;
import forwardpass.nn.Network;
import java.util.EnumSet;
import java.util.Locale;
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
      description = "The network: a pickle of NumPy arrays W1, b1, W2, b2 ... (the one in data/).")
  private String weights;

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
        WeightsFile.read(path, spark, activation("--activation", activation, HIDDEN), output);
    if (network.outputs() == 1 && output == Activation.SOFTMAX) {
      throw new UsageException(
          "Invalid --output-activation: softmax of the single output of %s is always 1; use sigmoid"
              .formatted(path));
    }
    return network;
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
